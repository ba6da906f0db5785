import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Problem } from '../../shared/api/state.ts';
import type { RepositoryId } from '../../shared/ids.ts';
import type { RemoteCopy } from '../asking/remote-copy.ts';
import { Chain } from '../chain/chain.ts';
import { ChainFile } from '../chain/chain-file.ts';
import { byShortId } from '../chain/names.ts';
import type { Identity } from '../identity/identity.ts';
import { ProjectPushes } from '../pushes/project-pushes.ts';
import type { PushTarget } from '../pushes/push-target.ts';
import { BEGINNING, begun, giving, identitiesOf, next, PROJECT } from '../testing/signed-chain.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { BringForward, type BringForwardParts } from './bring-forward.ts';

const directory = temporaryFolder();
const HOUR = 3_600;

let anna: Identity;
let bob: Identity;

beforeAll(async () => {
  ({ anna, bob } = await identitiesOf(directory, ['anna', 'bob']));
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

/** The chain of this depot, of Anna's first entry; and what becomes of it by what another depot shows. */
async function following(name: string, theirs: Chain, now: number) {
  const chainFolder = join(directory, name);
  mkdirSync(chainFolder);
  const owner = anna.id;
  const file = await ChainFile.open(chainFolder, { project: PROJECT, owner });
  await file.append(begun(anna).entries.map(({ signed }) => signed));
  const unused = async () => {};
  const target: PushTarget = {
    record: { id: 'project' as RepositoryId, swarm: PROJECT, owner },
    ...{ chainFolder, moveRefs: unused, roomFor: unused, takesPushes: unused },
    exclusively: (work) => work({} as never),
  };
  const mine = await ProjectPushes.open(target, byShortId, () => now * 1_000);
  const copy = {
    peer: { id: bob.id, name: 'Far' },
    shared: { swarm: PROJECT, pushes: { project: PROJECT, owner, head: theirs.head } },
  } as unknown as RemoteCopy;
  const said: (Problem | null)[] = [];
  const parts = {
    targets: { all: [target], find: () => target },
    pushes: { find: async () => mine, events: { emit: () => true } },
    sources: { copies: () => [copy], copiesOfSwarm: () => [copy] },
    chains: { look: async () => theirs },
    onProblem: (problem: Problem | null) => said.push(problem),
    onFault: (error: unknown) => {
      throw error;
    },
  } as unknown as BringForwardParts;
  await using forward = new BringForward(parts);
  forward.look();
  await expect.poll(() => said.length).toBe(1);
  return { said, entries: mine.chain.entries.length };
}

/** Anna's chain, in which she makes Bob a contributor at some time. */
function goneOn(time: number): Chain {
  const chain = begun(anna);
  chain.append(next(chain, anna, giving(bob.id, { role: 'contributor' }), { time }));
  return chain;
}

test('an entry whose time has not come is not taken over: nobody could go on from it', async () => {
  const { said, entries } = await following('early', goneOn(BEGINNING + 2 * HOUR), BEGINNING);
  expect(entries).toBe(1);
  expect(said).toMatchObject([{ code: 'depot-entry-to-come' }]);
  expect(said[0]?.sentence).toMatch(/^Far shows a push .* entry 2, that is dated 2023-11-15 00:13/);
});

test('a chain that does not go on from what is here is told of by name, and where they part', async () => {
  const twice = giving(anna.id, { role: 'owner' });
  const other = new Chain(PROJECT, anna.id);
  other.append(next(other, anna, twice, { time: BEGINNING + 1 }));
  other.append(next(other, anna, giving(bob.id, { role: 'contributor' })));
  const { said, entries } = await following('parted', other, BEGINNING + HOUR);
  expect(entries).toBe(1);
  expect(said).toMatchObject([
    { code: 'depots-diverged', depot: { swarm: PROJECT, peer: bob.id } },
  ]);
  expect(said[0]?.sentence).toMatch(
    /^This depot and Far tell different stories .* from entry 1 on/,
  );
});
