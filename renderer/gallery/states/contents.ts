import { RemoteError } from '../../../shared/errors.ts';
import type { ContentsPart } from '../../state/ui-store.ts';
import type { Answers } from '../fake-host.ts';
import * as browsed from '../fixtures/browsed.ts';
import * as inside from '../fixtures/contents.ts';
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

export const contents: Record<string, GalleryState> = {
  'contents-commits': looking('commits'),
  'contents-files': looking('files'),
  'contents-file': {
    ...looking('files', inside.answers({ file: inside.README })),
    pressed: { name: 'README.md', by: 'click' },
  },
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
  'contents-picture': looking(
    'files',
    inside.answers({
      file: { kind: 'binary', old: null, new: { type: 'image/png', base64: inside.PIXEL } },
    }),
  ),
  'contents-binary': looking(
    'files',
    inside.answers({ file: { kind: 'binary', old: null, new: null } }),
  ),
  'contents-large': looking('files', inside.answers({ file: { kind: 'large' } })),
  'contents-100000-lines': looking(
    'files',
    inside.answers({
      file: inside.fileOf(
        Array.from({ length: 100_000 }, (_, n) => `export const depth${n} = ${n % 97};`),
      ),
    }),
  ),
};
