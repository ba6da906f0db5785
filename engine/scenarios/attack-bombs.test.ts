import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Oid, SwarmId } from '../../shared/ids.ts';
import { swarmIdOf } from '../identity/peer-id.ts';
import { buildRepository } from '../testing/build-repository.ts';
import { git } from '../testing/git.ts';
import { deltaBomb } from './support/bombs.ts';
import { hostilePeer } from './support/hostile-peer.ts';
import { HostileRoom } from './support/hostile-room.ts';
import { Stranger } from './support/stranger.ts';
import { newTransferId } from './support/test-engine.ts';
import {
  attackObstacle,
  expectUnharmed,
  type Target,
  underAttack,
} from './support/under-attack.ts';

/** Many minutes of unpacking in some hundred kilobytes. */
const SLOW = deltaBomb(400, 32);
const failures: string[] = [];

/** Somebody offers a project whose only block is a bomb; it is cloned twice. */
async function offerBombs({ node, begun }: Target): Promise<void> {
  // It may be tried again.
  failures.length = 0;
  const bait = join(node.directory, 'bait');
  buildRepository(bait, { commits: 5, seed: 99 });
  const swarm = swarmOf(bait);
  const peer = hostilePeer(bait, { plansItsLies: true, block: () => SLOW });
  using _mallory = await Stranger.connect(node, peer.handler);
  const seen = ({ swarms }: typeof node.state) => swarms[swarm] !== undefined;
  await node.until(seen, 'the bait is seen');
  begun();
  for (const name of ['first', 'second']) {
    const directory = join(node.directory, name);
    const cloning = node.call('clone', { transfer: newTransferId(), swarm, directory });
    failures.push(
      await cloning.then(
        () => 'none',
        ({ code }: { code: string }) => code,
      ),
    );
    expect(existsSync(directory)).toBe(false);
  }
}

function swarmOf(repository: string): SwarmId {
  return swarmIdOf('sha1', git(repository, ['rev-list', '--max-parents=0', 'main']) as Oid);
}

test.skipIf(attackObstacle !== null)(
  'packs that take very long to unpack harm nobody',
  async () => {
    expect(SLOW.length).toBeLessThan(200_000);
    expectUnharmed(await underAttack(offerBombs));
    expect(failures).toEqual(['costly-block', 'costly-block']);
  },
);

let room: HostileRoom;
beforeAll(async () => {
  room = await HostileRoom.open();
});
afterAll(() => room[Symbol.asyncDispose]());

test('an object of gigabytes in a hundred bytes is refused before it takes any memory', async () => {
  const bomb = deltaBomb(1, 200);
  const begun = performance.now();
  const error = await room.failedFetch({ plansItsLies: true, block: () => bomb });
  expect(error.code).toBe('costly-block');
  expect(error.message).toMatch(/^Mallory [^\n]*\.$/);
  expect(performance.now() - begun).toBeLessThan(8_000);
});
