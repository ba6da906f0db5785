import { createHash, randomBytes } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { AsyncDisposableStack } from '@whatwg-node/disposablestack';
import HyperDHT, { type DhtSocket } from 'hyperdht';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { dayOf } from '../../shared/domain/reach/days.ts';
import { UnreachableError, WrongPeerError } from '../errors/peers.ts';
import { tlsAcceptor } from '../gtp/inside/inner-tls.ts';
import { Link } from '../gtp/link.ts';
import type { StreamHandler } from '../gtp/router.ts';
import { type Identity, loadIdentity } from '../identity/identity.ts';
import { awaited } from '../testing/awaited.ts';
import { openDht } from '../testing/dht-room.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import type { BootstrapNodes } from './bootstrap-nodes.ts';
import { DhtStream } from './dht-stream.ts';
import { meetingSeed } from './meeting-seed.ts';
import { Punching } from './punching.ts';

// Two peers, and a stranger who knows their ids, in a DHT of their own on loopback.

const HERE = '127.0.0.1';
const NEVER = new AbortController().signal;
const MB = 1_000_000;
/** On a machine that is busy, in milliseconds. */
const PATIENCE = { timeout: 60_000, interval: 50 };

const stack = new AsyncDisposableStack();
const came: Link[] = [];
const barred = new Set<string>();
let nodes: BootstrapNodes;
let anna: Identity;
let bob: Identity;
let cleo: Identity;
let annas: Punching;
let bobs: Punching;
let stranger: HyperDHT;

/** Answers with the hash of what it was sent, and as many bytes as the path says. */
const echo: StreamHandler = (stream, headers) => {
  const hash = createHash('sha256');
  stream.on('data', (bytes: Buffer) => hash.update(bytes));
  stream.on('end', () => {
    stream.respond({ ':status': 200, hash: hash.digest('hex') });
    stream.end(Buffer.alloc(Number(headers[':path']?.slice(1))));
  });
};

beforeAll(async () => {
  const folder = temporaryFolder();
  stack.defer(() => rmSync(folder, { recursive: true, force: true }));
  [anna, bob, cleo] = (await Promise.all(
    ['anna', 'bob', 'cleo'].map((name) => loadIdentity(join(folder, name))),
  )) as [Identity, Identity, Identity];
  const dht = await openDht();
  nodes = stack.use(dht.nodes);
  [annas, bobs] = [open(anna), open(bob)];
  for (const each of [annas, bobs]) each.use({ isOn: true, bootstrap: [dht.address] });
  await vi.waitFor(() => expect([annas.state, bobs.state]).toEqual(['up', 'up']), PATIENCE);
  const port = Number(dht.address.split(':')[1]);
  stranger = new HyperDHT({ bootstrap: [{ host: HERE, port }], host: HERE, port: 41_000 });
  stack.defer(() => stranger.destroy({ force: true }));
  await stranger.fullyBootstrapped();
});
afterAll(() => stack.disposeAsync());

function open(identity: Identity): Punching {
  return stack.use(
    new Punching({
      ...{ identity, host: HERE, port: () => 42_000, handle: echo },
      onLink: (link) => came.push(link),
      isBarred: (host) => barred.has(host),
      onFault: (error) => console.error(error),
    }),
  );
}

/** Who has come up a moment ago is found a moment later. */
async function dial(from: Punching, to: Identity): Promise<Link> {
  return vi.waitFor(() => from.dial(to.id, NEVER), PATIENCE);
}

async function ask(link: Link, bytes: number, body = '') {
  const { headers, body: answer } = await link.request({ method: 'POST', path: `/${bytes}`, body });
  let length = 0;
  for await (const chunk of answer) length += (chunk as Buffer).length;
  return { hash: headers.hash, length };
}

/** Waits in the DHT as somebody else would. */
async function waitAs(identity: Identity, onConnection: (socket: DhtSocket) => void) {
  const server = stranger.createServer(
    { shareLocalAddress: false, firewall: () => false },
    (socket) => {
      socket.on('error', () => {});
      onConnection(socket);
    },
  );
  await server.listen(HyperDHT.keyPair(meetingSeed(identity.id, dayOf(Date.now()))));
  return { [Symbol.asyncDispose]: () => server.close() };
}

/** Calls where a peer waits, and says this. */
function call(identity: Identity, words: Buffer | null): { readonly closed: Promise<void> } {
  const { publicKey } = HyperDHT.keyPair(meetingSeed(identity.id, dayOf(Date.now())));
  const socket = stranger.connect(publicKey, { localConnection: false });
  socket.on('error', () => {});
  socket.on('data', () => {});
  if (words !== null) socket.on('open', () => void socket.write(words));
  return { closed: new Promise((resolve) => socket.on('close', resolve)) };
}

test('two peers have a link in a DHT, in both directions', async () => {
  using link = await dial(bobs, anna);
  expect(link).toMatchObject({ peer: anna.id, way: 'punched', isDirect: false, host: HERE });
  const back = await vi.waitFor(() => {
    const found = came.find(({ peer, isClosed }) => peer === bob.id && !isClosed);
    if (found === undefined) throw new Error('he has not come');
    return found;
  }, PATIENCE);
  expect(back).toMatchObject({ way: 'punched', initiator: bob.id, listensAt: null });
  const body = randomBytes(MB).toString('hex');
  const hash = createHash('sha256').update(body).digest('hex');
  expect(await ask(link, 3 * MB, body)).toEqual({ hash, length: 3 * MB });
  expect(await ask(back, 3 * MB, body)).toEqual({ hash, length: 3 * MB });
  expect(link.bytesReceived).toBeGreaterThan(3 * MB);
  link[Symbol.dispose]();
  await awaited(back.closed, 'the other side knows of the end');
});

test('somebody who is not there is not reached, and whoever gives up waits no longer', async () => {
  await expect(bobs.dial(cleo.id, NEVER)).rejects.toBeInstanceOf(UnreachableError);
  const giveUp = new AbortController();
  const dialling = bobs.dial(cleo.id, giveUp.signal);
  giveUp.abort(new Error('enough'));
  await expect(dialling).rejects.toThrow('enough');
});

test('whoever waits under somebody else’s id, and talks nonsense or with another key, is refused', async () => {
  const words: string[] = [];
  await using _ = await waitAs(cleo, (socket) => {
    words.push('nonsense');
    socket.write(randomBytes(1_000));
  });
  await expect(bobs.dial(cleo.id, NEVER)).rejects.toThrow();
  expect(words).toEqual(['nonsense']);
  await _[Symbol.asyncDispose]();
  await using other = await waitAs(cleo, (socket) => {
    // It has a key: its own.
    tlsAcceptor(anna, (peer, tls) => {
      Link.accepted({ peer, address: `${HERE}:1` }, tls, echo);
    })(new DhtStream(socket));
  });
  await expect(bobs.dial(cleo.id, NEVER)).rejects.toBeInstanceOf(WrongPeerError);
  await other[Symbol.asyncDispose]();
});

test('who calls and talks nonsense, or not at all, is let go, and keeps nobody else out', async () => {
  const before = came.length;
  await call(anna, randomBytes(1_000)).closed;
  const silent = Array.from({ length: 12 }, () => call(anna, null));
  // Of one address there is room for eight that have not said who they are.
  await Promise.race(silent.map(({ closed }) => closed));
  using link = await dial(bobs, anna);
  expect(await ask(link, 10)).toMatchObject({ length: 10 });
  await Promise.all(silent.map(({ closed }) => closed));
  expect(came).toHaveLength(before + 1);
});

test('nonsense on the node’s own port, and a host that is barred, change nothing', async () => {
  const socket = createSocket('udp4');
  stack.defer(() => void socket.close());
  const { port = 0 } = annas.address ?? {};
  for (let count = 0; count < 200; count += 1) {
    socket.send(randomBytes(1 + (count % 300)), port, HERE);
  }
  socket.send('the last', port, HERE);
  await new Promise((resolve) => setTimeout(resolve, 200));
  using link = await dial(bobs, anna);
  expect(await ask(link, 10)).toMatchObject({ length: 10 });
  barred.add(HERE);
  await expect(bobs.dial(anna.id, NEVER)).rejects.toBeInstanceOf(UnreachableError);
  barred.clear();
});

test('nobody is asked where no bootstrap node is set, or it is off', async () => {
  const other = open(cleo);
  other.use({ isOn: true, bootstrap: [] });
  expect([other.state, other.address]).toEqual(['no-bootstrap', null]);
  other.use({ isOn: false, bootstrap: [`${HERE}:1`] });
  expect([other.state, other.address]).toEqual(['off', null]);
  await expect(other.dial(anna.id, NEVER)).rejects.toBeInstanceOf(UnreachableError);
  // Only those are asked that are.
  const silent = createSocket('udp4');
  stack.defer(() => void silent.close());
  silent.bind(0, HERE);
  await once(silent, 'listening');
  other.use({ isOn: true, bootstrap: [`${HERE}:${silent.address().port}`] });
  await awaited(once(silent, 'message'), 'those that were chosen are asked');
  expect(other.state).toBe('connecting');
  other.use({ isOn: false, bootstrap: [] });
  await vi.waitFor(() => expect(other.address).toBe(null), PATIENCE);
});

test('with the DHT gone nobody is found any more, and who is connected stays so', async () => {
  using link = await dial(bobs, anna);
  await nodes[Symbol.asyncDispose]();
  await vi.waitFor(() => expect(bobs.state).toBe('connecting'), {
    timeout: 110_000,
    interval: 200,
  });
  expect(await ask(link, 10)).toMatchObject({ length: 10 });
});

test('an id waits at another place each day, which tells nothing of it', () => {
  const days = [20_000, 20_001].map((day) => meetingSeed(anna.id, day).toString('hex'));
  expect(new Set(days).size).toBe(2);
  expect(days.every((seed) => /^[0-9a-f]{64}$/.test(seed))).toBe(true);
  expect(meetingSeed(bob.id, 20_000).toString('hex')).not.toBe(days[0]);
});
