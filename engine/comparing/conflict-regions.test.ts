import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { git } from '../testing/git.ts';
import { type Change, conflictRegions, type Lines } from './conflict-regions.ts';
import { changesOf } from './line-changes.ts';

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'shoal-conflicts-'));
  git(folder, ['init', '--quiet', '--initial-branch=main']);
});
afterAll(() => rmSync(folder, { recursive: true }));

/** A text as three have it. */
interface Case {
  readonly base: readonly string[];
  readonly mine: readonly string[];
  readonly theirs: readonly string[];
}
const nameOf = (index: number) => `file-${String(index).padStart(3, '0')}`;

/** Each case becomes a file of the branches `base`, `mine` and `theirs`: git looks at all of them in one go. */
function commitAll(cases: readonly Case[]): void {
  const commit = (side: keyof Case, from: string) => {
    const files = cases.map((texts, index) => {
      const text = texts[side].map((line) => `${line}\n`).join('');
      return `M 100644 inline ${nameOf(index)}\ndata ${text.length}\n${text}\n`;
    });
    const branch = `refs/heads/${side}`;
    const who = 'committer Test <test@example.invalid> 0 +0000';
    return `reset ${branch}\n${from}\ncommit ${branch}\n${who}\ndata 1\nx\n${files.join('')}\n`;
  };
  const from = 'from refs/heads/base\n';
  const commits = [commit('base', ''), commit('mine', from), commit('theirs', from)];
  git(folder, ['fast-import', '--quiet', '--force'], commits.join(''));
}

/** What a side has changed in each file. */
async function changesOfAll(side: 'mine' | 'theirs', count: number): Promise<Change[][]> {
  const args = [
    'diff',
    '--histogram',
    '--unified=0',
    '--inter-hunk-context=0',
    '--no-indent-heuristic',
  ];
  const parts = `${git(folder, [...args, 'base', side])}\n`.split(/^(?=diff --git )/m);
  const byFile = new Map(parts.map((part) => [/^diff --git a\/(\S+)/.exec(part)?.[1], part]));
  return Promise.all(
    Array.from({ length: count }, async (_, index) => {
      const output = new PassThrough();
      output.end(byFile.get(nameOf(index)) ?? '');
      return (await changesOf(output)) ?? [];
    }),
  );
}

/** What git itself says of each file, with the base between the two sides (`merge.conflictStyle`). */
function gitsConflicts(count: number) {
  const args = ['-c', 'merge.conflictStyle=diff3', 'merge-tree', '--write-tree', 'mine', 'theirs'];
  let tree: string;
  try {
    tree = git(folder, args);
  } catch (error) {
    tree = (error as { stdout: Buffer }).stdout.toString().split('\n')[0] ?? '';
  }
  const names = Array.from({ length: count }, (_, index) => `${tree}:${nameOf(index)}\n`);
  const separator = '--- the next file';
  const all = git(folder, ['cat-file', `--batch=${separator}`], names.join(''));
  return `${all}\n`.split(`${separator}\n`).slice(1).map(conflictsIn);
}

function conflictsIn(merged: string) {
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

const cases: fc.Arbitrary<Case> = fc
  .tuple(texts, edits, edits)
  .map(([base, my, their]) => ({ base, mine: edited(base, my), theirs: edited(base, their) }));

/** What conflicts by `conflictRegions`, as `conflictsIn` says it. */
function told({ base, mine, theirs }: Case, my: Change[], their: Change[]) {
  const slice = (text: readonly string[], { start, end }: Lines) => text.slice(start, end);
  const isSame = (a: Lines, b: Lines) => slice(mine, a).join('\n') === slice(theirs, b).join('\n');
  return conflictRegions(my, their, isSame).map((region) => ({
    mine: slice(mine, region.mine),
    base: slice(base, region.base),
    theirs: slice(theirs, region.theirs),
  }));
}

test('the same lines conflict as git says', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(cases, { minLength: 1, maxLength: 60, size: 'max' }), async (all) => {
      commitAll(all);
      const my = await changesOfAll('mine', all.length);
      const their = await changesOfAll('theirs', all.length);
      const found = all.map((each, index) => told(each, my[index] ?? [], their[index] ?? []));
      expect(found).toEqual(gitsConflicts(all.length));
    }),
    { numRuns: 4 },
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
