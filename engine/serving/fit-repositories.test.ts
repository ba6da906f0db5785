import fc from 'fast-check';
import { expect, test } from 'vitest';
import { LIMITS } from '../../shared/gtp/limits.ts';
import {
  type Head,
  listsAllHeads,
  type SharedRepository,
  sharedRepositorySchema,
  type ToldRepository,
} from '../../shared/gtp/manifest.ts';
import type { Oid, RepositoryId, SwarmId } from '../../shared/ids.ts';
import { fitRepositories } from './fit-repositories.ts';

const oid = (n: number) => n.toString(16).padStart(40, '0') as Oid;
const idOf = (n: number) =>
  n
    .toString(16)
    .padStart(16, '0')
    .replace(/\d/g, (digit) => 'ghijklmnop'.charAt(Number(digit))) as RepositoryId;
const swarm = 'b'.repeat(52) as SwarmId;
const MIB = 1024 * 1024;

function head(n: number, time = n, subject = 'What was done'): Head {
  return { ref: `refs/tags/v${n}`, oid: oid(n + 1), tip: { time, author: 'Anna', subject } };
}

function repository(n: number, more: Partial<SharedRepository> = {}): SharedRepository {
  const main = { ...head(0, 5), ref: 'refs/heads/main' };
  return {
    ...{ id: idOf(n), swarm, name: `project ${n}`, objectFormat: 'sha1', roots: [oid(1)] },
    ...{ heads: [main], defaultBranch: 'refs/heads/main', origins: [] },
    ...more,
  };
}

const many = (count: number, subject?: string) =>
  Array.from({ length: count }, (_, n) => head(n + 1, n + 1, subject));
const withMain = (heads: readonly Head[]) => [...repository(0).heads, ...heads];
const bytes = (list: readonly ToldRepository[]) => Buffer.byteLength(JSON.stringify(list));
const read = (told: ToldRepository | undefined) => sharedRepositorySchema.parse(told);

test('what fits is told as it is', () => {
  const mine = [repository(1), repository(2, { heads: withMain(many(50)), description: 'Two' })];
  const { told, leftOut, repositories } = fitRepositories(mine, MIB);
  const byName = (a: Head, b: Head) => (a.ref < b.ref ? -1 : 1);
  const expected = mine.map((each) => ({ ...each, heads: each.heads.toSorted(byName) }));
  expect(told).toEqual(expected);
  expect(leftOut.size).toBe(0);
  expect(repositories).toBe(0);
});

test('more heads than earlier versions take go into a list of their own, the oldest ones', () => {
  const [told] = fitRepositories([repository(1, { heads: withMain(many(12_002)) })], 8 * MIB).told;
  expect(told?.heads).toHaveLength(LIMITS.headsPerRepository);
  expect(told?.moreHeads).toHaveLength(2_003);
  expect(told?.heads).toContainEqual(expect.objectContaining({ ref: 'refs/heads/main' }));
  expect(told?.moreHeads?.map(({ tip }) => tip?.time)).toContain(1);
  expect(told?.leftOut).toBeUndefined();
  expect(read(told).heads).toHaveLength(12_003);
  expect(listsAllHeads(read(told))).toBe(true);
});

test('of more heads than a list holds, the oldest stay out, the default branch never', () => {
  const most = LIMITS.headsPerRepository + LIMITS.moreHeadsPerRepository;
  const mine = repository(1, {
    heads: [{ ...repository(1).heads[0], tip: undefined } as Head, ...many(most + 9)],
  });
  const { told, leftOut } = fitRepositories([mine], 8 * MIB);
  const shared = read(told[0]);
  expect(shared.heads).toHaveLength(most);
  const refs = new Set(shared.heads.map(({ ref }) => ref));
  expect(refs).toContain('refs/heads/main');
  expect(refs).toContain(`refs/tags/v${most + 9}`);
  expect(refs).not.toContain('refs/tags/v10');
  expect(shared.leftOut).toEqual({ heads: 10 });
  expect(listsAllHeads(shared)).toBe(false);
  expect(leftOut.get(mine.id)).toEqual([
    { reason: 'no-room', count: 10, examples: ['v10', 'v9', 'v8'] },
  ]);
});

test('where bytes are short, old commits’ words go first, then old heads, and small projects keep theirs', () => {
  const small = repository(1, { heads: withMain(many(20)) });
  const large = repository(2, { heads: withMain(many(4_000, 'x'.repeat(200))) });
  const short = fitRepositories([small, large], 600 * 1024);
  expect(bytes(short.told)).toBeLessThanOrEqual(600 * 1024);
  expect(short.told.map((each) => read(each).heads.length)).toEqual([21, 4_001]);
  expect(short.leftOut.get(small.id)).toBeUndefined();
  expect(short.leftOut.get(large.id)?.map(({ reason }) => reason)).toEqual(['no-room-for-tips']);
  const untold = short.told[1]?.heads.filter(({ tip }) => tip === undefined) ?? [];
  expect(untold.map(({ ref }) => ref)).toContain('refs/tags/v1');
  expect(untold.map(({ ref }) => ref)).not.toContain('refs/tags/v4000');
  expect(read(short.told[1]).leftOut).toBeUndefined();

  const shorter = fitRepositories([small, large], 200 * 1024);
  expect(bytes(shorter.told)).toBeLessThanOrEqual(200 * 1024);
  expect(read(shorter.told[0]).heads).toHaveLength(21);
  const kept = read(shorter.told[1]);
  expect(kept.heads.map(({ ref }) => ref)).toContain('refs/tags/v4000');
  expect(kept.heads.map(({ ref }) => ref)).toContain('refs/heads/main');
  expect(kept.leftOut).toEqual({ heads: 4_001 - kept.heads.length });
  expect(kept.heads.length).toBeGreaterThan(1_000);
});

test('of too many repositories, those stay in which something has happened last', () => {
  const mine = Array.from({ length: 2_010 }, (_, n) =>
    repository(n + 40, { heads: [{ ...head(0, n), ref: 'refs/heads/main' }] }),
  );
  const { told, leftOut, repositories } = fitRepositories(mine, 8 * MIB);
  expect(told).toHaveLength(2_000);
  expect(repositories).toBe(10);
  expect(told.map(({ name }) => name)).toEqual(mine.slice(10).map(({ name }) => name));
  expect([...leftOut.keys()]).toEqual(mine.slice(0, 10).map(({ id }) => id));
  expect(leftOut.get(mine[0]?.id as RepositoryId)?.[0]?.reason).toBe('repository');
});

test('roots and origins beyond their bounds are counted on both sides', () => {
  const roots = Array.from({ length: 70 }, (_, n) => oid(n + 1));
  const origins = Array.from({ length: 20 }, (_, n) => (n + 1).toString(16).padStart(64, '0'));
  const mine = repository(1, { roots, origins, leftOut: { names: 2 } });
  const { told, leftOut } = fitRepositories([mine], MIB);
  expect(read(told[0])).toMatchObject({
    roots: roots.slice(0, 64),
    origins: origins.slice(0, 16),
    leftOut: { names: 2, roots: 6, origins: 4 },
  });
  expect(leftOut.get(mine.id)?.map(({ reason, count }) => [reason, count])).toEqual([
    ['roots', 6],
    ['origins', 4],
  ]);
});

test('what nobody would take stays out alone', () => {
  const bad = repository(1, { heads: [{ ...head(1), ref: 'refs/heads/a..b' }] });
  const { told, leftOut } = fitRepositories([bad, repository(2)], MIB);
  expect(told.map(({ name }) => name)).toEqual(['project 2']);
  expect(leftOut.get(bad.id)?.[0]).toEqual({
    ...{ reason: 'malformed', count: 1, examples: ['project 1'] },
  });
});

/** Whatever may stand in a repository, well formed or not. */
const text = (maxLength: number) =>
  fc.oneof(fc.string({ unit: 'binary', maxLength }), fc.string({ unit: 'grapheme', maxLength }));
const anyHead = fc.record(
  {
    ref: fc.oneof(
      text(30).map((name) => `refs/heads/${name}`),
      fc.nat(9_999).map((n) => `refs/tags/v${n}`),
    ),
    oid: fc.nat(1_000_000).map(oid),
    tip: fc.record({
      time: fc.oneof(fc.maxSafeInteger(), fc.double(), fc.constant(2 ** 60)),
      author: text(300),
      subject: text(1_000),
    }),
  },
  { requiredKeys: ['ref', 'oid'] },
);
const anyRepository = fc.record(
  {
    id: fc.nat(1_000_000).map(idOf),
    swarm: fc.constant(swarm),
    name: text(300),
    description: text(2_000),
    objectFormat: fc.constantFrom('sha1' as const, 'sha256' as const),
    roots: fc.array(fc.nat(1_000).map(oid), { maxLength: 80 }),
    heads: fc.array(anyHead, { maxLength: 60 }),
    defaultBranch: fc.constantFrom('refs/heads/main', 'refs/tags/v1', 'nothing'),
    origins: fc.array(
      fc.nat(1_000).map((n) => n.toString(16).padStart(64, '0')),
      { maxLength: 30 },
    ),
  },
  { requiredKeys: ['id', 'swarm', 'name', 'objectFormat', 'roots', 'heads', 'origins'] },
);

test('whatever is in the repositories, the list keeps to its room and passes its readers’ schema', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(anyRepository, { maxLength: 12, selector: ({ id }) => id }),
      fc.integer({ min: 0, max: 60_000 }),
      (mine, room) => {
        const { told, leftOut, repositories } = fitRepositories(mine as SharedRepository[], room);
        expect(bytes(told)).toBeLessThanOrEqual(Math.max(room, 2));
        expect(told.every((each) => sharedRepositorySchema.safeParse(each).success)).toBe(true);
        expect(told.length + repositories).toBe(mine.length);
        for (const { id, heads } of mine) {
          const one = told.find((each) => each.id === id);
          const count = (one?.heads.length ?? 0) + (one?.moreHeads?.length ?? 0);
          const untold = leftOut.get(id)?.find(({ reason }) => reason === 'no-room')?.count ?? 0;
          if (one !== undefined) expect(count + untold).toBe(heads.length);
          else expect(leftOut.get(id)).toHaveLength(1);
          expect(one?.leftOut?.heads ?? 0).toBe(one === undefined ? 0 : untold);
        }
      },
    ),
  );
});
