import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createServer } from 'node:tls';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { SwarmId } from '../../shared/ids.ts';
import { dial } from '../gtp/dial.ts';
import type { Link } from '../gtp/link.ts';
import { Listener } from '../gtp/listener.ts';
import type { StreamHandler } from '../gtp/router.ts';
import { tlsOptions } from '../gtp/session-options.ts';
import { type Identity, loadIdentity } from '../identity/identity.ts';
import { buildRepository } from '../testing/build-repository.ts';
import { fsck, git } from '../testing/git.ts';
import { Relay } from '../testing/relay.ts';
import { hostilePeer } from './support/hostile-peer.ts';
import { endAll, startPair } from './support/pair.ts';
import { newTransferId, type TestEngine } from './support/test-engine.ts';

// What is large comes over a connection that the one who downloads has dialled.

let anna: TestEngine;
let bob: TestEngine;
let source: string;
/** Where Bob sees Anna on the network. */
let relay: Relay;

beforeEach(async () => {
  ({ anna, bob, source } = await startPair({ commits: 300, binaryBytes: 2_000_000 }));
  await anna.share(source);
  relay = await Relay.to(anna.engine.self.port);
});
afterEach(async () => {
  await endAll(bob, anna);
  await relay[Symbol.asyncDispose]();
});

async function meet(dialler: TestEngine): Promise<void> {
  await dialler.connect(dialler === anna ? bob : anna);
  await bob.untilAlternatives(1);
  const sighting = { peer: anna.id, name: 'Anna', seq: 1, endpoints: [relay.endpoint] };
  await bob.call('discovery.seen', sighting);
}

async function clone(name = 'clone') {
  const transfer = newTransferId();
  const [swarm] = Object.keys(bob.state.swarms) as SwarmId[];
  if (swarm === undefined) throw new Error('there is no swarm');
  const directory = join(bob.directory, name);
  const result = await bob.call('clone', { transfer, swarm, directory });
  expect(git(directory, ['rev-parse', 'HEAD'])).toBe(git(source, ['rev-parse', 'main']));
  expect(fsck(directory)).toBe('');
  const { peers } = (await bob.ended(transfer)).progress;
  expect(peers.length).toBeGreaterThan(0);
  expect(peers.filter((peer) => peer.dropped !== null)).toEqual([]);
  return result;
}

test('who was dialled downloads over a connection of its own', async () => {
  await meet(anna);
  const { bytes } = await clone();
  expect(bytes).toBeGreaterThan(4_000_000);
  // The short way from the checkpoint to the heads comes over the link.
  expect(relay.bytes).toBeGreaterThan(0.95 * bytes);
  expect(relay.bytes).toBeLessThan(1.02 * bytes);
  expect(relay.connections.all).toBe(1);
});

test('any number of projects on one connection', async () => {
  const second = join(anna.directory, 'second');
  buildRepository(second, { commits: 300, binaryBytes: 2_000_000, seed: 2 });
  await anna.share(second);
  await meet(anna);
  await bob.until(({ swarms }) => Object.keys(swarms).length === 2, 'both are seen');
  const swarms = Object.keys(bob.state.swarms) as SwarmId[];
  const clones = swarms.map((swarm, index) => {
    const directory = join(bob.directory, `clone-${index}`);
    return bob.call('clone', { transfer: newTransferId(), swarm, directory });
  });
  const results = await Promise.all(clones);
  expect(relay.bytes).toBeGreaterThan(0.95 * results.reduce((sum, { bytes }) => sum + bytes, 0));
  expect(relay.connections.all).toBe(1);
});

test('who dialled downloads over the link', async () => {
  await meet(bob);
  await clone();
  expect(relay.connections.all).toBe(0);
});

test('what is small comes over the link', async () => {
  await meet(anna);
  const directory = join(bob.directory, 'clone');
  await clone();
  const { all } = relay.connections;
  const before = relay.bytes;
  git(source, ['commit', '--quiet', '--allow-empty', '-m', 'One more']);
  const moved = git(source, ['rev-parse', 'main']);
  const heads = () => Object.values(bob.state.swarms).flatMap(({ alternatives }) => alternatives);
  await bob.until(() => JSON.stringify(heads()).includes(moved), 'the new commit is seen');
  await bob.fetch(directory, { peers: [anna] });
  expect(relay.connections.all).toBe(all);
  expect(relay.bytes - before).toBeLessThan(5_000);
});

test('one that breaks in the middle of a block: what is left comes over the link, and nobody is to blame', async () => {
  await meet(anna);
  relay.cutAt(2_000_000);
  const { bytes } = await clone();
  expect(relay.bytes).toBeLessThan(2_500_000);
  expect(relay.connections.all).toBe(1);
  const whole = await clone('again');
  // What had come of the blocks was gone on with.
  expect(bytes).toBeLessThan(1.02 * whole.bytes);
});

test('so with a trusted peer, whose indexes come, too', async () => {
  await meet(anna);
  await bob.call('peers.trust', { peer: anna.id });
  relay.cutAt(3_000_000);
  await clone();
  expect(relay.connections.all).toBe(1);
});

describe('somebody who shares one large block, and says himself where he can be dialled', () => {
  const HERE = '127.0.0.1';
  let identity: Identity;
  let handle: StreamHandler;
  let link: Link | null;
  beforeEach(async () => {
    const sharer = hostilePeer(source, { offer: (offer) => ({ ...offer, estimatedBytes: 8e6 }) });
    identity = await loadIdentity(join(bob.directory, 'other'));
    handle = sharer.handler(identity);
    link = null;
  });
  afterEach(() => link?.[Symbol.dispose]());

  async function meetAt(port: number): Promise<void> {
    const bobs = { host: HERE, port: bob.engine.self.port };
    link = await dial([bobs], { identity, handle, port: () => port });
    await bob.untilAlternatives(1);
  }

  test('he is dialled there', async () => {
    const place = { host: HERE, port: 0 };
    await using listener = await Listener.open(
      place,
      identity,
      handle,
      () => {},
      () => link,
    );
    await using his = await Relay.to(listener.port);
    await meetAt(his.endpoint.port);
    const { bytes } = await clone();
    expect(his.bytes).toBeGreaterThan(bytes);
    expect(his.connections.all).toBe(1);
  });

  test('where nobody listens, the link serves', async () => {
    await meetAt(1);
    const { bytes } = await clone();
    expect(bytes).toBeGreaterThan(4_000_000);
  });

  test('where an older version answers, which knows links only, the link serves', async () => {
    const server = createServer(tlsOptions(identity));
    let [refused, accepted] = [0, 0];
    server.on('tlsClientError', () => {
      refused += 1;
    });
    server.on('secureConnection', () => {
      accepted += 1;
    });
    await new Promise<void>((resolve) => server.listen(0, HERE, resolve));
    await meetAt((server.address() as AddressInfo).port);
    await clone();
    expect({ refused, accepted }).toEqual({ refused: 1, accepted: 0 });
    await new Promise((resolve) => server.close(resolve));
  });
});
