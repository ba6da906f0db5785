import { RemoteError } from '../../../shared/errors.ts';
import type { UiModel } from '../../state/ui-store.ts';
import * as diffs from '../fixtures/head-diffs.ts';
import * as heads from '../fixtures/heads.ts';
import * as room from '../fixtures/room.ts';
import { at, type GalleryState, ordinary } from './picture.ts';

type Sketch = Parameters<typeof heads.answersOf>[0];

const opened = (sketch: Sketch, path?: string, ui: Partial<UiModel> = {}): GalleryState => ({
  state: heads.roomWith(sketch),
  ui: { ...at(room.harbour), head: { ...heads.place(sketch), path }, ...ui },
  answers: heads.answersOf(sketch),
  abilities: { openFolder: true, openers: heads.openers },
});

/** Of a project that I have no copy of. */
const offered = (branch: string | null): GalleryState => ({
  state: ordinary,
  ui: { ...at(room.kernelTools), head: { ...heads.offeredPlace, path: 'src/map/layers.ts' } },
  answers: heads.offeredAnswers(branch),
});

const conflicting = { look: heads.conflicting };
const ahead = { relation: { kind: 'ahead', ahead: 5 } } as const;
const special = { files: diffs.special };
const notHere = { look: heads.notHere };

const olderShoal = () =>
  Promise.reject(
    new RemoteError(
      'older-peer',
      'Herring’s Shoal is older, and cannot tell what is in it. Fetch to look.',
      true,
    ),
  );

export const head: Record<string, GalleryState> = {
  'head-clean': opened({}, 'src/map/layers.ts'),
  'head-fetched': opened(
    { ...ahead, look: { merge: { isPossible: true, into: 'main', how: 'fast-forward' } } },
    'src/map/layers.ts',
  ),
  'head-conflict': opened(conflicting),
  'head-conflict-split': opened(conflicting, undefined, { diffLayout: 'split' }),
  'head-new': opened(notHere, 'src/map/layers.ts'),
  'head-asking': { ...opened(notHere), answers: {} },
  'head-could-not-ask': { ...opened(notHere), answers: { 'head.look': olderShoal } },
  'head-force-pushed': opened({ look: heads.forcePushed }, 'src/map/layers.ts'),
  'head-gone': opened({ isGone: true, look: { current: null } }, 'src/map/layers.ts'),
  'head-undone': opened({ ...notHere, isUndone: true }, 'src/map/layers.ts'),
  'head-same': opened({ relation: { kind: 'same' }, files: [], commits: [] }),
  'head-tag': opened({
    kind: 'tag',
    relation: { kind: 'behind', behind: 3 },
    files: [],
    commits: [],
  }),
  'head-offered': offered('main'),
  'head-offered-latest': offered(null),
  'head-offered-asking': { ...offered(null), answers: {} },
  'head-1000-lines': opened({ diff: diffs.text([diffs.hugeHunk(1_000)]) }, 'src/map/layers.ts'),
  'head-100000-lines': opened({ diff: diffs.text([diffs.hugeHunk(100_000)]) }, 'src/map/layers.ts'),
  'head-cut': opened({ diff: diffs.text([diffs.hugeHunk(1_000)], { isCut: true }) }, 'src/main.ts'),
  'head-large': opened({ diff: { kind: 'large' } }, 'src/main.ts'),
  'head-many-files': opened({ files: heads.manyFiles }),
  'head-binary': opened(
    { ...special, diff: { kind: 'binary', old: null, new: null } },
    'assets/chart.bin',
  ),
  'head-image': opened({ ...special, diff: diffs.picture }, 'assets/harbour.png'),
  'head-no-picture': opened({ ...special, diff: diffs.noPicture }, 'assets/harbour.png'),
  'head-renamed': opened({ ...special, diff: diffs.text([]) }, 'README.md'),
  'head-mode': opened({ ...special, diff: diffs.text([]) }, 'scripts/build.sh'),
  'head-submodule': opened(
    { ...special, diff: { kind: 'submodule', old: diffs.oid('c'), new: diffs.oid('d') } },
    'vendor/charts',
  ),
  'head-lfs': opened({ ...special, diff: diffs.text([diffs.pointer]) }, 'data/soundings.csv'),
  'head-hostile': opened({
    files: [diffs.file('src/\u202egnp.exe\udcff.ts', { added: 7, removed: 1 })],
    diff: diffs.text(diffs.hostile, { isGuessed: true }),
  }),
  'head-merge': opened({}, 'src/map/layers.ts', {
    overlay: {
      kind: 'merge',
      head: heads.place({}),
      label: 'herring/live-layer',
      offer: heads.canMerge,
    },
  }),
  'head-merge-refused': opened(conflicting, undefined, {
    overlay: {
      kind: 'merge',
      head: heads.place({}),
      label: 'herring/live-layer',
      offer: heads.conflicts,
    },
  }),
  'head-check-out-refused': opened({ look: { checkOut: heads.notClean } }, 'src/map/layers.ts', {
    overlay: { kind: 'refusal', title: 'Check it out', refusal: heads.notClean },
  }),
  'head-checked-out': opened({}, 'src/map/layers.ts', {
    doneWithHead: { repository: heads.place({}).repository, done: heads.checkedOut },
  }),
  shortcuts: { ...opened({}), ui: { ...at(room.harbour), overlay: { kind: 'shortcuts' } } },
};
