import { rmSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { LIMITS } from '../../shared/gtp/limits.ts';
import type { ChainHead } from '../../shared/gtp/push.ts';
import type { PeerId, SwarmId } from '../../shared/ids.ts';
import type { Identity } from '../identity/identity.ts';
import { DataFolder } from '../store/data-folder.ts';
import { identitiesOf, PROJECT } from '../testing/signed-chain.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { SeenChains } from './seen-chains.ts';
import { signStatement } from './statement.ts';

const folder = temporaryFolder();
let who: Record<'anna' | 'depot' | 'other', Identity>;
let seen: SeenChains;
let runs = 0;
beforeAll(async () => {
  who = await identitiesOf(folder, ['anna', 'depot', 'other']);
});
beforeEach(async () => {
  runs += 1;
  seen = await again();
});
afterAll(() => rmSync(folder, { recursive: true }));

const again = () => SeenChains.open(new DataFolder(`${folder}/run-${runs}`, () => {}));
const headAt = (seq: number, digit = 'a') => ({ seq, hash: digit.repeat(64) }) as ChainHead;
const stated = (head: ChainHead, by = who.depot, project = PROJECT) =>
  signStatement({ project, owner: who.anna.id, head }, by);
const about = () => ({ project: PROJECT, owner: who.anna.id });

test('what a depot stated is told of its project, also after a start, and what did not fit beside it', async () => {
  let told = 0;
  seen.events.on('changed', () => {
    told += 1;
  });
  const statement = stated(headAt(3));
  await seen.saw(who.depot.id, about(), headAt(3), { statement, isOpen: true });
  await seen.saw(who.depot.id, about(), headAt(3), { statement, isOpen: true });
  expect(told).toBe(1);
  expect(seen.statements([PROJECT], true)).toEqual([statement]);
  expect(seen.statements([who.anna.id as string as SwarmId], true)).toEqual([]);
  const signed = stated(headAt(3, 'b'));
  await seen.saw(who.depot.id, about(), headAt(3), { found: { from: who.other.id, signed } });
  expect(told).toBe(2);
  expect((await again()).statements([PROJECT], true)).toEqual([statement, signed]);
  // Until it has turned out to fit.
  await seen.saw(who.depot.id, about(), headAt(4), { found: undefined });
  expect((await again()).statements([PROJECT], true)).toEqual([statement]);
});

test('what a depot shows to some only is not told of beside what is open to everyone', async () => {
  const closed = stated(headAt(3));
  await seen.saw(who.depot.id, about(), headAt(3), { statement: closed, isOpen: false });
  expect(seen.statements([PROJECT], true)).toEqual([]);
  expect(seen.statements([PROJECT], false)).toEqual([closed]);
});

test('of very many depots those are told of that were looked at last', async () => {
  const peers = Array.from({ length: 40 }, (_, n) => `peer-${n}` as PeerId);
  for (const [index, peer] of peers.entries()) {
    const statement = stated(headAt(index + 1), index === 39 ? who.other : who.depot);
    await seen.saw(peer, about(), headAt(index + 1), { statement, isOpen: true });
  }
  const told = seen.statements([PROJECT], true);
  expect(told).toHaveLength(LIMITS.statementsPerRepository);
  expect(told.some(({ statement }) => statement.depot === who.other.id)).toBe(true);
});

test('what is known of another owner’s chain says nothing of this one', async () => {
  await seen.saw(who.depot.id, about(), headAt(3), { statement: stated(headAt(3)), settled: 5 });
  const others = { project: PROJECT, owner: who.other.id };
  await seen.saw(who.depot.id, others, headAt(1, 'c'));
  expect(seen.find(who.depot.id, others)).toMatchObject({ head: headAt(1, 'c') });
  expect(seen.find(who.depot.id, others)?.settled).toBeUndefined();
  // Nor does it take its place.
  expect(seen.find(who.depot.id, about())).toMatchObject({ head: headAt(3), settled: 5 });
  expect(seen.ofDepot(who.depot.id, PROJECT)).toHaveLength(2);
  expect(seen.statements([PROJECT], false)).toHaveLength(1);
});
