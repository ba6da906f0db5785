import { RemoteError } from '../../../shared/errors.ts';
import type { FileDiff } from '../../../shared/gtp/comparison.ts';
import type { ContentsPart } from '../../state/ui-store.ts';
import type { Answers } from '../fake-host.ts';
import * as browsed from '../fixtures/browsed.ts';
import * as inside from '../fixtures/contents.ts';
import { picture } from '../fixtures/head-diffs.ts';
import { openers } from '../fixtures/heads.ts';
import * as room from '../fixtures/room.ts';
import { stateOf } from '../fixtures/room.ts';
import { at, type GalleryState } from './picture.ts';

const looking = (part: ContentsPart, answers: Answers = inside.answers()): GalleryState => ({
  state: stateOf(room.room),
  ui: { ...at(room.harbour), contents: { repository: room.harbourCopy.id, part } },
  abilities: { openFolder: true, openers },
  answers,
});

const gone = () =>
  Promise.reject(
    new RemoteError('repository-gone', '/home/mackerel/code/harbour-map is not there any more.'),
  );

/** A file of it is chosen. */
const reading = (file: FileDiff, name = 'README.md'): GalleryState => ({
  ...looking('files', inside.answers({ file })),
  pressed: { name, by: 'click' },
});

export const contents: Record<string, GalleryState> = {
  'contents-commits': looking('commits'),
  'contents-files': looking('files'),
  'contents-file': reading(inside.README),
  /** A look at what everybody has leads to all of mine. */
  'contents-offered': {
    state: stateOf(room.room),
    ui: { ...at(room.harbour), section: 'files' },
    answers: { ...browsed.ordinary, ...inside.answers() },
  },
  'contents-reading': looking('commits', {}),
  'contents-gone': looking('files', { 'contents.commits': gone }),
  'contents-folder-unreadable': looking('files', {
    ...inside.answers(),
    'contents.folder': gone,
  }),
  'contents-picture': reading({ kind: 'binary', old: null, new: picture.new }, 'harbour.png'),
  'contents-binary': reading({ kind: 'binary', old: null, new: null }, 'harbour.png'),
  'contents-large': reading({ kind: 'large' }),
  'contents-100000-lines': reading(
    inside.fileOf(Array.from({ length: 100_000 }, (_, n) => `export const depth${n} = ${n % 97};`)),
  ),
};
