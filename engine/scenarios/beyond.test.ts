import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Reach } from '../../shared/api/reach-state.ts';
import type { AppState } from '../../shared/api/state.ts';
import type { Signed, TrackerDocument } from '../../shared/gtp/tracker.ts';
import type { PeerId } from '../../shared/ids.ts';
import { buildRepository } from '../testing/build-repository.ts';
import { cloneAt, git } from '../testing/git.ts';
import { newTransferId, TestEngine } from './support/test-engine.ts';

// Who is found by a tracker, and reached over a relay, without mDNS and without a typed address.

const HERE = '127.0.0.1';

/** A web server that hands out one text, whatever is asked: any of them can be a tracker. */
class WebServer implements AsyncDisposable {
  content: unknown;
  readonly url: string;
  readonly #server: Server;

  private constructor(server: Server, content: unknown) {
    this.#server = server;
    this.content = content;
    this.url = `http://${HERE}:${(server.address() as AddressInfo).port}/tracker.json`;
    server.on('request', (request, response) => {
      if (request.method === 'GET') response.end(JSON.stringify(this.content));
      else response.writeHead(501).end();
    });
  }

  static async open(content: unknown): Promise<WebServer> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, HERE, resolve));
    return new WebServer(server, content);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

let anna: TestEngine;
let bob: TestEngine;
let source: string;
beforeEach(async () => {
  anna = await TestEngine.start('Anna');
  bob = await TestEngine.start('Bob');
  source = join(anna.directory, 'project');
  buildRepository(source, { commits: 20 });
});
afterEach(async () => {
  await bob[Symbol.asyncDispose]();
  await anna[Symbol.asyncDispose]();
});

const isHere = (id: PeerId) => (state: AppState) => state.peers[id]?.presence.state === 'connected';
const wayOf = (state: AppState, id: PeerId) => {
  const presence = state.peers[id]?.presence;
  if (presence?.state !== 'connected') return presence?.state;
  return presence.relay === undefined ? 'direct' : 'relay';
};
const exported = (engine: TestEngine) => engine.call('reach.export', { valid: 3_600 });
const list = (envelopes: unknown): TrackerDocument => ({
  ...{ type: 'gtp-tracker', v: 2, bits: 0, expires: 300 },
  envelopes: envelopes as Signed[],
});

test('a file on a web server is enough for two to meet who have the same project', async () => {
  await anna.share(source, { to: 'trusted' });
  const mine = join(bob.directory, 'mine');
  cloneAt(source, 'main~5', mine);
  await bob.call('repositories.add', { path: mine });
  await using web = await WebServer.open(await exported(anna));
  await bob.call('reach.set', { trackers: [web.url] });
  await bob.until(isHere(anna.id), 'Anna is found');
  await anna.until(isHere(bob.id), 'Bob is here');
  expect(bob.state.reach.trackers).toMatchObject([{ url: web.url, problem: null, isKept: true }]);
  // To be found is not to be trusted: what is for trusted people stays so.
  expect(bob.state.peers[anna.id]?.trust).toBe('new');
  await anna.call('peers.trust', { peer: bob.id });
  await bob.untilAlternatives(1);
  await bob.fetch(mine, { peers: [anna] });
  expect(git(mine, ['rev-parse', 'refs/remotes/anna/main'])).toBe(
    git(source, ['rev-parse', 'main']),
  );
});

test('who does not have the project learns nothing from the file', async () => {
  await anna.share(source);
  const other = join(bob.directory, 'other');
  buildRepository(other, { commits: 2, seed: 7 });
  await bob.share(other);
  const content = await exported(anna);
  expect(content.envelopes).toHaveLength(1);
  await using web = await WebServer.open(content);
  await bob.call('reach.set', { trackers: [web.url] });
  await bob.until(({ reach }) => reach.trackers[0]?.heardAt != null, 'it is heard');
  await sleep(300);
  expect(bob.state.peers).toEqual({});
});

test('who finds the project later meets those who were heard of before', async () => {
  await anna.share(source);
  await using web = await WebServer.open(await exported(anna));
  await bob.call('reach.set', { trackers: [web.url] });
  await bob.until(({ reach }) => reach.trackers[0]?.heardAt != null, 'it is heard');
  const mine = join(bob.directory, 'mine');
  cloneAt(source, 'main', mine);
  await bob.share(mine);
  await bob.until(isHere(anna.id), 'Anna is found');
});

test('a tracker that lies costs nothing, and is told of where it is none', async () => {
  await anna.share(source);
  const { envelopes } = await exported(anna);
  const [one] = envelopes as Signed[];
  const changed = { ...one, signed: { ...one?.signed, valid: 9_999 } };
  const other = await exported(anna);
  const swapped = { ...one, signature: (other.envelopes as Signed[])[0]?.signature };
  const mine = join(bob.directory, 'mine');
  cloneAt(source, 'main', mine);
  await bob.share(mine);
  await using web = await WebServer.open(list([changed, swapped, null, 'a', { signed: {} }]));
  await bob.call('reach.set', { trackers: [web.url] });
  await bob.until(({ reach }) => reach.trackers[0]?.heardAt != null, 'it is heard');
  await sleep(300);
  expect(bob.state.peers).toEqual({});
  await using odd = await WebServer.open({ type: 'something else' });
  await bob.call('reach.set', { trackers: [odd.url] });
  const problem = ({ trackers }: Reach) => trackers[0]?.problem ?? null;
  await bob.until(({ reach }) => problem(reach) !== null, 'it is told of');
  expect(problem(bob.state.reach)).toMatch(/what it sends is no list/);
});

test('a tracker that leaves somebody out keeps nobody from being found where there is another one', async () => {
  await anna.share(source);
  await using honest = await WebServer.open(await exported(anna));
  await using hiding = await WebServer.open(list([]));
  const mine = join(bob.directory, 'mine');
  cloneAt(source, 'main', mine);
  await bob.share(mine);
  await bob.call('reach.set', { trackers: [hiding.url] });
  await bob.until(({ reach }) => reach.trackers[0]?.heardAt != null, 'it is heard');
  await sleep(300);
  expect(bob.state.peers).toEqual({});
  await bob.call('reach.set', { trackers: [hiding.url, honest.url] });
  await bob.until(isHere(anna.id), 'Anna is found');
});

test('two that cannot reach each other are connected over a relay, and fetch over it', async () => {
  await using relay = await TestEngine.start('Relay', undefined, undefined, { isRelay: true });
  const address = `${relay.id}@${HERE}:${relay.engine.self.port}`;
  for (const each of [anna, bob]) {
    await each.call('reach.set', { relays: [address] });
    await each.until(({ reach }) => reach.relays[0]?.isUp === true, 'the relay is up');
  }
  await anna.share(source);
  const { link } = await anna.call('reach.invite', { swarm: null, until: soon() });
  // As from behind a router: where she is cannot be reached.
  const onlyRelay = link.replace(/at=[^&]*&/g, '');
  await bob.call('reach.join', { link: onlyRelay });
  await bob.until(isHere(anna.id), 'Anna is here');
  expect(wayOf(bob.state, anna.id)).toBe('relay');
  await anna.until((state) => wayOf(state, bob.id) === 'relay', 'Bob is here, over the relay');
  await bob.until(({ swarms }) => Object.keys(swarms).length === 1, 'her project is seen');
  const [swarm] = Object.values(bob.state.swarms);
  if (swarm === undefined) throw new Error('there is none');
  const directory = join(bob.directory, 'clone');
  await bob.call('clone', { transfer: newTransferId(), swarm: swarm.id, directory });
  expect(git(directory, ['rev-parse', 'HEAD'])).toBe(git(source, ['rev-parse', 'main']));
  // The relay is nobody's teammate, and has seen no list.
  expect(relay.state.peers).toEqual({});
  expect(Object.keys(bob.state.peers)).toEqual([anna.id]);
  // A direct way, once it is there, is better.
  const endpoints = [{ host: HERE, port: anna.engine.self.port }];
  await bob.call('discovery.seen', { peer: anna.id, name: 'Anna', seq: 1, endpoints });
  await bob.until((state) => wayOf(state, anna.id) === 'direct', 'it is direct');
  await anna.until((state) => wayOf(state, bob.id) === 'direct', 'it is direct for both');
});

test('an invitation that has expired, is one’s own, or is none is told so', async () => {
  const invite = async (until: number) =>
    (await anna.call('reach.invite', { swarm: null, until })).link;
  await expect(bob.call('reach.join', { link: await invite(1) })).rejects.toMatchObject({
    code: 'past-invite',
  });
  await expect(anna.call('reach.join', { link: await invite(soon()) })).rejects.toMatchObject({
    code: 'own-invite',
  });
  const link = await invite(soon());
  expect(await bob.call('reach.join', { link })).toEqual({ peer: anna.id });
});

function soon(): number {
  return Math.floor(Date.now() / 1_000) + 3_600;
}
