import { expect, test } from 'vitest';
import { LIMITS } from './limits.ts';
import { listsAllHeads, sharedRepositorySchema, type ToldRepository } from './manifest.ts';

const oid = (n: number) => n.toString(16).padStart(40, '0');
const head = (n: number) => ({ ref: `refs/tags/v${n}`, oid: oid(n) });
const heads = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, index) => head(from + index));
const repository: ToldRepository = {
  ...{ id: 'a'.repeat(16), swarm: 'b'.repeat(52), name: 'project', objectFormat: 'sha1' },
  ...{ roots: [oid(1)], heads: heads(1, 3), origins: [] },
};
const read = (more: Partial<ToldRepository>) =>
  sharedRepositorySchema.parse({ ...repository, ...more });

test('the heads of both lists are one', () => {
  const shared = read({ moreHeads: heads(3, 6) });
  expect(shared.heads).toEqual(heads(1, 6));
  expect(shared).not.toHaveProperty('moreHeads');
  expect(shared.leftOut).toBeUndefined();
});

test('a name that comes twice is neither, and counts as one that cannot be told', () => {
  const twice = read({ heads: [head(1), head(2)], moreHeads: [{ ...head(2), oid: oid(9) }] });
  expect(twice.heads).toEqual([head(1)]);
  expect(twice.leftOut).toEqual({ names: 2 });
  expect(read({ heads: [head(1), head(1)], leftOut: { heads: 7, names: 3 } }).leftOut).toEqual({
    ...{ heads: 7, names: 5 },
  });
});

test.each([
  ['an ordinary list', {}, true],
  ['one that leaves out names', { leftOut: { names: 3 } }, true],
  ['one that leaves out heads', { leftOut: { heads: 1 } }, false],
  ['one that an earlier version has cut', { heads: heads(0, LIMITS.headsPerRepository) }, false],
  [
    'a longer one',
    { heads: heads(0, LIMITS.headsPerRepository), moreHeads: heads(20_000, 20_001) },
    true,
  ],
])('what is missing in %s is gone: %j', (_what, more, isWhole) => {
  expect(listsAllHeads(read(more))).toBe(isWhole);
});

test.each([
  ['too many more heads', { moreHeads: heads(0, LIMITS.moreHeadsPerRepository + 1) }],
  ['nothing left out, said so', { leftOut: { heads: 0 } }],
  ['a count that is none', { leftOut: { names: 1.5 } }],
])('%s is refused', (_what, more) => {
  expect(sharedRepositorySchema.safeParse({ ...repository, ...more }).success).toBe(false);
});

test.each([
  ['a room that ends', { until: 1_767_301_200 }],
  ['a room that its maker ends', {}],
])('%s is read', (_what, room) => {
  expect(read({ open: true, room }).room).toEqual(room);
});

const statement = { statement: { type: 'gtp-chain' }, key: 'AAAA', signature: 'BBBB' };

test('what depots stated is read as it was signed, with what nobody knows yet', () => {
  const later = { ...statement, statement: { ...statement.statement, later: [1] } };
  expect(read({ seen: [statement, later] }).seen).toEqual([statement, later]);
});

test.each([
  ['too many of them', Array(LIMITS.statementsPerRepository + 1).fill(statement)],
  ['one that is too long', [{ ...statement, statement: { a: 'x'.repeat(1_020) } }]],
  ['one without a signature', [{ ...statement, signature: undefined }]],
  ['a signature that is too long', [{ ...statement, signature: 'A'.repeat(132) }]],
])('what depots stated is refused: %s', (_what, seen) => {
  expect(sharedRepositorySchema.safeParse({ ...repository, seen }).success).toBe(false);
});

test.each([
  ['no time', { until: 0 }],
  ['a part of a second', { until: 1.5 }],
  ['more than 53 bits', { until: 2 ** 60 }],
  ['a text', { until: 'midnight' }],
  ['no object', true],
])('a room until %s is refused', (_what, room) => {
  expect(sharedRepositorySchema.safeParse({ ...repository, room }).success).toBe(false);
});
