import type { UiModel } from '../../state/ui-store.ts';
import type { Answers } from '../fake-host.ts';
import * as browsed from '../fixtures/browsed.ts';
import * as room from '../fixtures/room.ts';
import { at, type GalleryState, ordinary } from './picture.ts';

/** A project that somebody else has, seen from here. */
const looking = (section: UiModel['section'], answers?: Answers): GalleryState => ({
  state: ordinary,
  ui: { ...at(room.kernelTools), section },
  answers,
});

export const browse: Record<string, GalleryState> = {
  'browse-readme': looking('readme', browsed.ordinary),
  'browse-commits': looking('commits', browsed.ordinary),
  'browse-files': looking('files', browsed.ordinary),
  'browse-loading': looking('readme'),
  'browse-failed': looking('readme', browsed.failing),
  'browse-readme-missing': looking('readme', browsed.empty),
  'browse-commits-none': looking('commits', browsed.empty),
  'browse-files-none': looking('files', browsed.empty),
  'browse-readme-huge': looking('readme', browsed.huge),
  'browse-readme-plain': looking('readme', browsed.plain),
  'browse-readme-hostile': looking('readme', browsed.hostile),
  'browse-readme-nested': looking('readme', browsed.nested),
};
