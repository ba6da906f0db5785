import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { git } from '../testing/git.ts';
import { conflictRegions, type Lines } from './conflict-regions.ts';
import { changesOf } from './line-changes.ts';

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'shoal-conflicts-'));
  git(folder, ['init', '--quiet', '--initial-branch=main']);
});
afterAll(() => rmSync(folder, { recursive: true }));

const hash = (lines: readonly string[]) =>
  git(folder, ['hash-object', '-w', '--stdin'], lines.map((line) => `${line}\n`).join(''));

async function changes(from: readonly string[], to: readonly string[]) {
  const args = [
    'diff',
    '--histogram',
    '--unified=0',
    '--inter-hunk-context=0',
    '--no-indent-heuristic',
  ];
  const output = new PassThrough();
  output.end(`${git(folder, [...args, hash(from), hash(to)])}\n`);
  return (await changesOf(output)) ?? [];
}

/** What git itself says, with the base between the two sides (`merge.conflictStyle`). */
function gitsConflicts(base: string[], mine: string[], theirs: string[]) {
  const commit = (lines: string[], ...parents: string[]) => {
    const tree = git(folder, ['mktree'], `100644 blob ${hash(lines)}\tfile\n`);
    return git(folder, ['commit-tree', '-m', 'x', ...parents.flatMap((p) => ['-p', p]), tree]);
  };
  const start = commit(base);
  const [ours, others] = [commit(mine, start), commit(theirs, start)];
  const args = ['-c', 'merge.conflictStyle=diff3', 'merge-tree', '--write-tree', ours, others];
  let tree: string;
  try {
    tree = git(folder, args);
  } catch (error) {
    tree = (error as { stdout: Buffer }).stdout.toString().split('\n')[0] ?? '';
  }
  const merged = git(folder, ['cat-file', 'blob', `${tree}:file`]);
  const found = merged.matchAll(
    /^<{7} .*\n((?:(?!\|{7}).*\n)*)\|{7} .*\n((?:(?!={7}).*\n)*)={7}\n((?:(?!>{7}).*\n)*)>{7}/gm,
  );
  const lines = (text = '') => text.split('\n').slice(0, -1);
  return [...found].map(([, m, b, t]) => ({ mine: lines(m), base: lines(b), theirs: lines(t) }));
}

/** A few kinds of lines, and edits of them, so that changes meet. */
const texts = fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 8 }).map((letters) =>
  // Told apart by their place, as lines of a program mostly are.
  letters.map((letter, index) => `${letter}${index}`),
);
const edits = fc.array(
  fc.record({
    at: fc.nat(8),
    remove: fc.nat(2),
    insert: fc.array(fc.constantFrom('x', 'y'), { maxLength: 2 }),
  }),
  { maxLength: 3 },
);
type Edits = typeof edits extends fc.Arbitrary<infer T> ? T : never;

const edited = (text: readonly string[], all: Edits) => {
  const lines = [...text];
  for (const { at, remove, insert } of all) lines.splice(at, remove, ...insert);
  return lines;
};

test('the same lines conflict as git says', async () => {
  await fc.assert(
    fc.asyncProperty(texts, edits, edits, async (base, my, their) => {
      const [mine, theirs] = [edited(base, my), edited(base, their)];
      const slice = (text: readonly string[], { start, end }: Lines) => text.slice(start, end);
      const found = conflictRegions(
        await changes(base, mine),
        await changes(base, theirs),
        (a, b) => slice(mine, a).join('\n') === slice(theirs, b).join('\n'),
      );
      const told = found.map((region) => ({
        mine: slice(mine, region.mine),
        base: slice(base, region.base),
        theirs: slice(theirs, region.theirs),
      }));
      expect(told).toEqual(gitsConflicts(base, mine, theirs));
    }),
    { numRuns: 25 },
  );
});

test('lines that both changed alike are no conflict, nor are changes far apart', () => {
  const change = (oldStart: number, newEnd: number) => ({
    ...{ oldStart, oldEnd: oldStart + 1, newStart: oldStart, newEnd },
  });
  const alike = conflictRegions([change(2, 3)], [change(2, 3)], () => true);
  expect(alike).toEqual([]);
  expect(conflictRegions([change(2, 3)], [change(9, 10)], () => false)).toEqual([]);
  expect(conflictRegions([change(2, 3)], [change(3, 4)], () => false)).toHaveLength(1);
});
