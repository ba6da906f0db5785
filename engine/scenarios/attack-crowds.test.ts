import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { ROUTES } from '../../shared/gtp/routes.ts';
import { POPULATION_BOUNDS } from '../peers/population/surplus.ts';
import { FicklePeer } from './support/fickle-peer.ts';
import { Stranger } from './support/stranger.ts';
import { TestEngine } from './support/test-engine.ts';
import { comeAs, throwAwayKeys } from './support/throw-away.ts';
import {
  attackObstacle,
  expectUnharmed,
  type Target,
  underAttack,
} from './support/under-attack.ts';

const KEYS = 400;
const SILENT = 1_100;
const FICKLE = 20;

/** Somebody comes and goes under one key after the other, some eighty in a second. */
async function throwAway({ node, signal, begun }: Target): Promise<void> {
  const keys = await throwAwayKeys(KEYS);
  for (let turn = 0; !signal.aborted; turn += 1) {
    if (turn === KEYS / 2) begun();
    const key = keys[turn % KEYS];
    if (key === undefined) return;
    const coming = comeAs(key, node, signal).then((link) => link[Symbol.dispose]());
    await Promise.all([coming.catch(() => {}), sleep(12)]);
  }
}

/** Somebody opens connections, says nothing on them, and opens others when they are ended. */
async function saysNothing({ node, signal, begun }: Target): Promise<void> {
  const open = new Set<Socket>();
  const knock = () => {
    const socket = connect({ host: '127.0.0.1', port: node.self.port });
    open.add(socket);
    socket.resume().on('error', () => {});
    socket.once('close', () => open.delete(socket));
  };
  for (let count = 0; count < SILENT; count += 1) knock();
  begun();
  while (!signal.aborted) {
    await sleep(100, undefined, { signal }).catch(() => {});
    for (let missing = Math.min(100, SILENT - open.size); missing > 0; missing -= 1) knock();
  }
  for (const socket of open) socket.destroy();
}

/** Peers that break off each connection are announced as often as discovery passes that on. */
async function breaksOff({ node, signal, begun }: Target): Promise<void> {
  const opening = Array.from({ length: FICKLE }, () =>
    FicklePeer.open(
      () => () => {},
      (link) => link[Symbol.dispose](),
    ),
  );
  const peers = await Promise.all(opening);
  begun();
  for (let seq = 1; !signal.aborted; seq += 1) {
    for (const { id, endpoint } of peers) {
      const sighting = { peer: id, name: 'Somebody', seq, endpoints: [endpoint] };
      await node.call('discovery.seen', sighting);
    }
    await sleep(200, undefined, { signal }).catch(() => {});
  }
  for (const { id } of peers) await node.call('peers.forget', { peer: id });
  await Promise.all(peers.map((peer) => peer[Symbol.asyncDispose]()));
}

const attacks = [
  ['hundreds of throw-away keys', throwAway],
  ['more than a thousand silent connections', saysNothing],
  ['peers that break off and are announced again', breaksOff],
] as const;

test.skipIf(attackObstacle !== null).each(attacks)(
  'a pair clones in spite of %s',
  async (_, attack) => {
    expectUnharmed(await underAttack(attack));
  },
);

test('who is trusted finds room in a crowd of one address, and everybody does once that has gone', async () => {
  await using anna = await TestEngine.start('Anna');
  await using bob = await TestEngine.start('Bob');
  await bob.connect(anna);
  await anna.until(({ peers }) => peers[bob.id]?.presence.state === 'connected', 'Bob is here');
  await anna.call('peers.trust', { peer: bob.id });
  await bob.call('peers.forget', { peer: anna.id });
  const most = POPULATION_BOUNDS.connectedPerHost;
  const crowd = [];
  for (const key of await throwAwayKeys(most + 20))
    crowd.push(await comeAs(key, { self: anna.engine.self }));
  const isHere = (id: string) =>
    anna.state.peers[id as typeof bob.id]?.presence.state === 'connected';
  const here = () => Object.keys(anna.state.peers).filter(isHere);
  await anna.until(() => here().length === most, 'as many are here as find room');

  await bob.connect(anna);
  await anna.until(() => isHere(bob.id), 'Bob is here again');
  expect(here()).toHaveLength(most + 1);
  for (const link of crowd) link[Symbol.dispose]();
  await anna.until(() => here().length === 1, 'the crowd has gone');
  expect(Object.keys(anna.state.peers).length).toBeLessThanOrEqual(
    1 + POPULATION_BOUNDS.leftPerHost,
  );
  using cleo = await Stranger.connect(anna);
  await anna.until(() => isHere(cleo.id), 'Cleo is here');
});

test('one peer is told of changes a few times at once, and no more', async () => {
  await using anna = await TestEngine.start('Anna');
  using mallory = await Stranger.connect(anna);
  const asking = Array.from({ length: 12 }, () =>
    mallory.link.request({ method: 'GET', path: ROUTES.events }),
  );
  const statuses = (await Promise.all(asking)).map(({ status }) => status);
  expect(statuses.filter((status) => status === 200)).toHaveLength(4);
  expect(statuses.filter((status) => status === 429)).toHaveLength(8);
});
