import { once } from 'node:events';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { LIMITS } from '../../shared/gtp/limits.ts';
import { ROUTES } from '../../shared/gtp/routes.ts';
import { type View, viewSchema } from '../../shared/gtp/view.ts';
import { dial } from '../gtp/dial.ts';
import type { Link } from '../gtp/link.ts';
import { readBytes } from '../gtp/read-response.ts';
import { type Identity, loadIdentity } from '../identity/identity.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { endAll, type Pair, startPair } from './support/pair.ts';
import { Stranger } from './support/stranger.ts';
import { TestEngine } from './support/test-engine.ts';

let pair: Pair;
const links: Link[] = [];
const servers: Server[] = [];

beforeAll(async () => {
  pair = await startPair();
  await pair.bob.connect(pair.anna);
  await pair.anna.until(({ peers }) => peers[pair.bob.id] !== undefined, 'Bob is there');
});
afterAll(async () => {
  for (const link of links) link[Symbol.dispose]();
  for (const server of servers) server.close();
  await endAll(pair.bob, pair.anna);
});

const look = (engine: TestEngine, about: TestEngine | null = null) =>
  engine.call('doctor.look', { peer: about?.id ?? null });

async function viewOver(link: Link): Promise<View> {
  const response = await link.request({ method: 'GET', path: ROUTES.view });
  expect(response.status).toBe(200);
  return viewSchema.parse(JSON.parse((await readBytes(response, 1e6)).toString('utf8')));
}

/** A stranger that says it listens at this port of its own address. */
async function strangerAt(port: number, known?: Identity): Promise<Link> {
  const identity = known ?? (await loadIdentity(temporaryFolder()));
  const link = await dial([{ host: '127.0.0.1', port: pair.anna.engine.self.port }], {
    identity,
    port: () => port,
    handle: (stream) => {
      stream.respond({ ':status': 404 });
      stream.end();
    },
  });
  links.push(link);
  // Whatever is said after an answer comes behind the port.
  await link.request({ method: 'GET', path: ROUTES.manifest });
  await link.ping(30_000);
  return link;
}

async function doorbell(): Promise<{ port: number; rings: () => number }> {
  let rings = 0;
  const server = createServer((socket) => {
    rings += 1;
    socket.destroy();
  }).listen(0, '127.0.0.1');
  servers.push(server);
  await once(server, 'listening');
  return { port: (server.address() as AddressInfo).port, rings: () => rings };
}

test('both ends tell how they see each other, and dial where the other says it listens', async () => {
  for (const [one, other] of [
    [pair.anna, pair.bob],
    [pair.bob, pair.anna],
  ] as const) {
    const { git, peers } = await look(one, other);
    expect(git).toMatch(/^2\./);
    expect(peers).toHaveLength(1);
    const [seen] = peers;
    expect(seen).toMatchObject({
      ...{ id: other.id, presence: 'connected', reached: 'yes', heardAgo: null },
      ...{ place: `127.0.0.1:${other.engine.self.port}`, shows: 0 },
      view: {
        state: 'told',
        view: { address: '127.0.0.1', reached: 'yes', heard: null, software: 'Shoal test' },
      },
    });
    expect(Math.abs(seen?.clockAhead ?? Number.NaN)).toBeLessThan(60_000);
  }
});

test('an announcement that was heard is told to whoever made it, until they say goodbye', async () => {
  const { anna, bob } = pair;
  const sighting = { peer: bob.id, name: 'Bob', seq: 1, endpoints: [] };
  await anna.call('discovery.seen', sighting);
  const [annas] = (await look(bob, anna)).peers;
  expect(annas?.view).toMatchObject({ state: 'told', view: { heard: expect.any(Number) } });
  expect((await look(anna, bob)).peers[0]?.heardAgo).toBeLessThan(60_000);
  await anna.call('discovery.left', { peer: bob.id });
  expect((await look(bob, anna)).peers[0]?.view).toMatchObject({ view: { heard: null } });
});

test('one that does not know the question is older, one that answers nonsense or too much is silent', async () => {
  const older = await Stranger.connect(pair.anna);
  const odd = await Stranger.connect(pair.anna, () => (stream, headers) => {
    stream.respond({ ':status': headers[':path'] === ROUTES.view ? 200 : 404 });
    stream.end('{"time":"late"}');
  });
  const view = { time: 1, address: '', reached: 'yes', heard: null, software: '' };
  const long = await Stranger.connect(pair.anna, () => (stream, headers) => {
    stream.on('error', () => {});
    stream.respond({ ':status': headers[':path'] === ROUTES.view ? 200 : 404 });
    stream.end(JSON.stringify({ ...view, later: 'x'.repeat(LIMITS.viewBytes) }));
  });
  const all = [older, odd, long];
  await pair.anna.until(({ peers }) => all.every(({ id }) => id in peers), 'all are there');
  const seen = new Map((await look(pair.anna)).peers.map((peer) => [peer.id, peer]));
  expect(seen.get(older.id)).toMatchObject({ view: { state: 'older' }, reached: 'untried' });
  expect(seen.get(odd.id)).toMatchObject({ view: { state: 'silent' } });
  expect(seen.get(long.id)).toMatchObject({ view: { state: 'silent' } });
  for (const each of all) each[Symbol.dispose]();
});

test('what the user calls a teammate’s computer is told to nobody, only its address is', async () => {
  const { anna } = pair;
  const cleo = await TestEngine.start('Cleo');
  await cleo.call('peers.connect', { host: 'localhost', port: anna.engine.self.port });
  await anna.until(({ peers }) => cleo.id in peers, 'Cleo is there');
  const { view } = (await look(anna, cleo)).peers[0] ?? {};
  expect(view).toMatchObject({ state: 'told', view: { address: '', reached: 'yes' } });
  await cleo[Symbol.asyncDispose]();
});

test('only the door at the asker’s own address is knocked at, and only for its own key', async () => {
  const { port, rings } = await doorbell();
  expect(await viewOver(await strangerAt(port))).toMatchObject({
    address: '127.0.0.1',
    reached: 'other',
  });
  expect(rings()).toBe(1);
  const told = await Stranger.connect(pair.anna);
  // It never said where it listens.
  expect(await viewOver(told.link)).toMatchObject({ reached: 'untried' });
  told[Symbol.dispose]();
});

test('who asks again and again, under many names or for many doors, has few of them tried', async () => {
  const doors = await Promise.all(Array.from({ length: 20 }, doorbell));
  const asked = await Promise.all(
    doors.map(async ({ port }) => {
      const link = await strangerAt(port);
      return Promise.all(Array.from({ length: 20 }, () => viewOver(link)));
    }),
  );
  const rung = doors.map(({ rings }) => rings());
  expect(Math.max(...rung)).toBeLessThanOrEqual(1);
  expect(rung.reduce((sum, rings) => sum + rings, 0)).toBeLessThanOrEqual(8);
  const outcomes = new Set(asked.flat().map(({ reached }) => reached));
  expect([...outcomes].sort()).toEqual(['other', 'untried']);
});
