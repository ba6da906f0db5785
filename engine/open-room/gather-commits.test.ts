import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Oid, oidSchema, peerIdSchema } from '../../shared/ids.ts';
import { GatheredCommits, latestOf, MOST_COMMITS } from './gather-commits.ts';

const oid = (n: number): Oid => oidSchema.parse(n.toString(16).padStart(40, '0'));
const peer = (n: number) => peerIdSchema.parse('abcdefgh'.charAt(n).repeat(52));
const commit = (n: number, time: number) => ({
  ...{ oid: oid(n), parents: [], author: 'A. Fish', time, subject: `Change ${n}` },
});
const head = (n: number, time: number) => ({
  ref: `refs/heads/b${n}`,
  oid: oid(n),
  tip: { time, author: 'A. Fish', subject: `Change ${n}` },
});
const numbers = fc.integer({ min: 0, max: 400 });

test('each commit is told once, the newest first, whoever tells of it and in which order', () => {
  const told = fc.array(
    fc.record({ by: fc.nat(7), commits: fc.array(numbers), heads: fc.array(numbers) }),
  );
  fc.assert(
    fc.property(told, (tellings) => {
      const gathered = new GatheredCommits();
      for (const { by, commits, heads } of tellings) {
        gathered.addHeads(
          peer(by),
          heads.map((n) => head(n, n)),
        );
        gathered.addHistory(
          peer(by),
          commits.map((n) => commit(n, n)),
        );
      }
      const all = new Set(tellings.flatMap(({ commits, heads }) => [...commits, ...heads]));
      const newest = [...all].sort((a, b) => b - a).slice(0, MOST_COMMITS);
      expect(gathered.newest.map(({ time }) => time)).toEqual(newest);
      for (const { peers } of gathered.newest) expect(new Set(peers).size).toBe(peers.length);
    }),
  );
});

test('a copy is worth asking while it has recent heads whose history nobody has told', () => {
  const gathered = new GatheredCommits();
  const heads = [head(1, 100), head(2, 200)];
  gathered.addHeads(peer(0), heads);
  expect(gathered.isMissing(heads, 150)).toBe(true);
  expect(gathered.isMissing(heads, 201)).toBe(false);
  gathered.addHistory(peer(0), [commit(2, 200), commit(1, 100)]);
  expect(gathered.isMissing(heads, 0)).toBe(false);
  expect(latestOf(heads)).toBe(200);
  expect(latestOf([])).toBe(0);
});

test('an annotated tag stands for the commit that it leads to', () => {
  const gathered = new GatheredCommits();
  const tag = { ...head(9, 5), ref: 'refs/tags/v1', tip: { ...head(9, 5).tip, oid: oid(1) } };
  gathered.addHeads(peer(0), [head(1, 5), tag]);
  expect(gathered.newest.map((each) => each.oid)).toEqual([oid(1)]);
});
