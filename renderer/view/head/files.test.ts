import { describe, expect, test } from 'vitest';
import type { ChangedFile } from '../../../shared/gtp/comparison.ts';
import { oidSchema } from '../../../shared/ids.ts';
import { changeBar, fileNotes, fileRows, pathParts } from './files.ts';

const side = (mode = '100644', lfsBytes: number | null = null) => ({
  ...{ mode, oid: oidSchema.parse('1'.repeat(40)), bytes: 10, lfsBytes },
});
const file = (path: string, more: Partial<ChangedFile> = {}): ChangedFile => ({
  ...{ path, oldPath: null, similarity: null, status: 'modified', old: side(), new: side() },
  ...{ added: 1, removed: 1, isBinary: false, ...more },
});

test('what conflicts comes first, the rest stays in git’s order', () => {
  const conflict = { path: 'c', kind: 'both-changed', mine: null, theirs: null } as const;
  const rows = fileRows([file('a'), file('b'), file('c')], { files: [conflict], fileCount: 1 });
  expect(rows.map(({ id }) => id)).toEqual(['c', 'a', 'b']);
  expect(rows.map((row) => row.conflict !== null)).toEqual([true, false, false]);
});

test.each([
  ['src/map/layers.ts', null, 'src/map/', 'layers.ts'],
  ['README.md', null, '', 'README.md'],
  ['README.md', 'docs/README.md', 'docs/ → ', 'README.md'],
  ['src/b.ts', 'src/a.ts', 'src/a.ts → ', 'b.ts'],
  ['lib/b.ts', 'src/a.ts', 'src/a.ts → lib/', 'b.ts'],
] as const)('%s, before %s', (path, oldPath, folder, name) => {
  expect(pathParts({ path, oldPath })).toEqual({ folder, name });
});

describe('what is to be known of a file', () => {
  test.each<[string, Partial<ChangedFile>, string[]]>([
    ['an ordinary change', {}, []],
    ['a new file', { status: 'added', old: null }, ['new']],
    ['a deleted one', { status: 'deleted', new: null }, ['deleted']],
    ['a pure rename', { status: 'renamed', similarity: 100 }, ['renamed']],
    ['a rename with changes', { status: 'renamed', similarity: 87 }, ['renamed, 87 % as before']],
    ['a mode', { new: side('100755') }, ['now executable']],
    ['a mode back', { old: side('100755') }, ['no longer executable']],
    ['a submodule', { old: side('160000'), new: side('160000') }, ['submodule']],
    ['a link', { status: 'retyped', new: side('120000') }, ['link']],
    ['a large file', { new: side('100644', 9_000) }, ['Git LFS']],
    ['bytes', { isBinary: true, added: null, removed: null }, ['binary']],
  ])('%s', (_, more, notes) => {
    expect(fileNotes(file('a', more))).toEqual(notes);
  });
});

test('the bar of the largest file is full, and none is longer', () => {
  expect(changeBar({ added: 30, removed: 70 }, 100)).toEqual({ added: 0.3, removed: 0.7 });
  expect(changeBar({ added: 1, removed: 0 }, 100)).toEqual({ added: 0.1, removed: 0 });
  expect(changeBar({ added: null, removed: null }, 100)).toEqual({ added: 0, removed: 0 });
});
