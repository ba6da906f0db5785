import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { test } from 'vitest';
import { FicklePeer } from './support/fickle-peer.ts';
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
