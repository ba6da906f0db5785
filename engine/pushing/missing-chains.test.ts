import { rmSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { ChainHead } from '../../shared/gtp/push.ts';
import type { PeerId } from '../../shared/ids.ts';
import { SeenChains } from '../chain/seen-chains.ts';
import { signStatement } from '../chain/statement.ts';
import type { Identity } from '../identity/identity.ts';
import { DataFolder } from '../store/data-folder.ts';
import { identitiesOf, oidOf, PROJECT } from '../testing/signed-chain.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { heardOf, toldOf, type Witness } from './heard-statements.ts';
import { type Missing, missingChains, type Shown } from './missing-chains.ts';

const folder = temporaryFolder();
let who: Record<'me' | 'depot' | 'anna' | 'bob' | 'dora', Identity>;
let seen: SeenChains;
let witnesses: Witness[];
let shown: Map<PeerId, Shown[]>;
let runs = 0;
beforeAll(async () => {
  who = await identitiesOf(folder, ['me', 'depot', 'anna', 'bob', 'dora']);
});
beforeEach(async () => {
  runs += 1;
  seen = await SeenChains.open(new DataFolder(`${folder}/run-${runs}`, () => {}));
  witnesses = [];
  shown = new Map();
});
afterAll(() => rmSync(folder, { recursive: true }));

const head = { seq: 4, hash: 'a'.repeat(64) } as ChainHead;
const plain: Shown = { objectFormat: 'sha1', roots: [oidOf(1)] };
const open: Shown = { ...plain, open: true };
const about = (owner: Identity) => ({ project: PROJECT, owner: owner.id });
const taking = (owner: Identity): Shown => ({ ...plain, pushes: about(owner) });

/** Bob says that a depot told him this; it was signed by whoever it is. */
function bobTells(owner: Identity, by = who.depot): void {
  const made = signStatement({ ...about(owner), head }, by);
  const statement = { ...made.statement, depot: who.depot.id };
  witnesses = [{ id: who.bob.id, repositories: [{ seen: [{ ...made, statement }] }] }];
}

function missed(copy: Shown): Missing[] {
  const known = {
    ...{ self: who.me.id, seen },
    heard: (...of: [PeerId, { project: typeof PROJECT }]) => heardOf(witnesses, ...of),
    shows: (peer: PeerId) => shown.get(peer) ?? [],
  };
  return [...missingChains(who.depot.id, copy, known)];
}

test('a chain that was seen is missed wherever its depot shows none of it', async () => {
  expect(missed(plain)).toEqual([]);
  await seen.saw(who.depot.id, about(who.anna), head);
  expect(missed(plain)).toMatchObject([{ by: 'seen', about: about(who.anna), head }]);
  // Somebody else's in its place is none of it.
  expect(missed(taking(who.dora))).toMatchObject([{ by: 'seen', about: about(who.anna) }]);
  expect(missed(taking(who.anna))).toEqual([]);
  expect(missed({ ...plain, roots: [oidOf(7), oidOf(1)] })).toHaveLength(1);
  expect(missed({ ...plain, roots: [oidOf(7)] })).toEqual([]);
  // Beside a copy of the depot's own.
  shown.set(who.depot.id, [taking(who.anna)]);
  expect(missed(plain)).toEqual([]);
});

test('one that the user took for gone is missed no more', async () => {
  await seen.saw(who.depot.id, about(who.anna), head);
  await seen.saw(who.depot.id, about(who.anna), null, { settled: 5 });
  expect(missed(plain)).toEqual([]);
});

test('one that only others saw is missed where it would have to be shown here, too', () => {
  bobTells(who.anna);
  // It may be for some only.
  expect(missed(plain)).toEqual([]);
  expect(missed({ ...plain, mirror: { of: who.dora.id } })).toEqual([]);
  expect(missed({ ...plain, mirror: { of: who.anna.id } })).toMatchObject([
    { by: 'heard', about: about(who.anna), heard: { from: who.bob.id, head } },
  ]);
  shown.set(who.anna.id, [plain]);
  expect(missed(plain)).toEqual([]);
  shown.set(who.anna.id, [{ ...open, roots: [oidOf(7)] }, open]);
  expect(missed(plain)).toMatchObject([{ by: 'heard', about: about(who.anna) }]);
  expect(missed(taking(who.dora))).toEqual([]);
  expect(missed(taking(who.anna))).toEqual([]);
});

test('mine is missed, whoever saw it', () => {
  bobTells(who.me);
  expect(missed(plain)).toMatchObject([{ by: 'heard', about: about(who.me) }]);
});

test('nobody but the depot brings it into disrepute', () => {
  shown.set(who.anna.id, [open]);
  bobTells(who.anna, who.bob);
  expect(missed(plain)).toEqual([]);
});

test('what was found out before stays so, until it is accepted', async () => {
  bobTells(who.anna);
  const signed = witnesses[0]?.repositories[0]?.seen?.[0];
  if (signed === undefined) throw new Error('nothing was told');
  witnesses = [];
  await seen.saw(who.depot.id, about(who.anna), null, { found: { from: who.bob.id, signed } });
  expect(missed(plain)).toMatchObject([{ by: 'heard', heard: { from: who.bob.id } }]);
  const settled = Number(signed.statement.time);
  await seen.saw(who.depot.id, about(who.anna), null, { settled: settled - 1 });
  expect(missed(plain)).toHaveLength(1);
  await seen.saw(who.depot.id, about(who.anna), null, { settled });
  expect(missed(plain)).toEqual([]);
});

test('which depots others tell of is looked up without a look at each statement', () => {
  bobTells(who.anna);
  expect(toldOf(witnesses)).toEqual(new Map([[who.depot.id, new Set([PROJECT])]]));
  expect(toldOf([{ id: who.bob.id, repositories: [{}] }])).toEqual(new Map());
});
