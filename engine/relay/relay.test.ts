import { createHash, randomBytes } from 'node:crypto';
import type { ServerHttp2Stream } from 'node:http2';
import { join } from 'node:path';
import { createServer } from 'node:tls';
import { AsyncDisposableStack } from '@whatwg-node/disposablestack';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { RelayAddress } from '../../shared/domain/reach/relay-address.ts';
import { Link } from '../gtp/link.ts';
import { Listener } from '../gtp/listener.ts';
import type { StreamHandler } from '../gtp/router.ts';
import { tlsOptions } from '../gtp/session-options.ts';
import { type Identity, loadIdentity } from '../identity/identity.ts';
import { awaited } from '../testing/awaited.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { RELAY_BOUNDS, type RelayBounds, RelayServer } from './relay-server.ts';
import { Relays } from './relays.ts';

const HERE = '127.0.0.1';
const NEVER = new AbortController().signal;
const MB = 1_000_000;

let stack: AsyncDisposableStack;
let folder: string;
let names = 0;
beforeEach(() => {
  stack = new AsyncDisposableStack();
  folder = temporaryFolder();
});
afterEach(async () => {
  await stack.disposeAsync();
});

const newIdentity = () => loadIdentity(join(folder, `${names++}`));

/** What a relay does with whoever comes. */
type Accept = (...came: Parameters<RelayServer['accept']>) => void;

async function listenAsRelay(makeAccept: (identity: Identity) => Accept): Promise<RelayAddress> {
  const identity = await newIdentity();
  const accept = makeAccept(identity);
  const listener = stack.use(
    await Listener.open(
      ...([{ host: HERE, port: 0 }, identity, () => {}, () => {}] as const),
      () => null,
      accept,
    ),
  );
  return { id: identity.id, host: HERE, port: listener.port };
}

async function openRelay(bounds: Partial<RelayBounds> = {}) {
  let server: RelayServer | null = null;
  const relay = await listenAsRelay(({ id }) => {
    const made = stack.use(new RelayServer(id, { ...RELAY_BOUNDS, ...bounds }));
    server = made;
    return (...came) => made.accept(...came);
  });
  if (server === null) throw new Error('there is no relay');
  return { relay, server: server as RelayServer };
}

/** Answers with the hash of what it was sent, and as many bytes as the path says. */
const echo: StreamHandler = (stream, headers) => {
  const hash = createHash('sha256');
  stream.on('data', (bytes: Buffer) => hash.update(bytes));
  stream.on('end', () => {
    stream.respond({ ':status': 200, hash: hash.digest('hex') });
    stream.end(Buffer.alloc(Number(headers[':path']?.slice(1))));
  });
};

async function openPeer(relays: readonly RelayAddress[], handle: StreamHandler = echo) {
  const identity = await newIdentity();
  const links: Link[] = [];
  const peer = stack.use(new Relays({ identity, handle, onLink: (link) => void links.push(link) }));
  peer.use(relays);
  if (relays.length > 0) {
    await vi.waitFor(() => expect(peer.up).toHaveLength(relays.length), { timeout: 60_000 });
  }
  return { id: identity.id, peer, links };
}

async function ask(link: Link, bytes: number, body = '') {
  const request = { method: 'POST', path: `/${bytes}`, body } as const;
  const { headers, body: answer } = await link.request(request);
  let length = 0;
  for await (const chunk of answer) length += (chunk as Buffer).length;
  return { hash: headers.hash, length };
}

test('two peers that can only dial out have a link over a relay, in both directions', async () => {
  const { relay, server } = await openRelay();
  const anna = await openPeer([relay]);
  const bob = await openPeer([relay]);
  const annas = stack.use(await anna.peer.dial([relay], bob.id, NEVER));
  expect(annas).toMatchObject({ peer: bob.id, way: 'relayed', listensAt: null });
  await vi.waitFor(() => expect(bob.links).toHaveLength(1), { timeout: 60_000 });
  const [bobs] = bob.links as [Link];
  expect(bobs).toMatchObject({ peer: anna.id, initiator: anna.id, way: 'relayed' });
  const body = randomBytes(MB).toString('hex');
  const hash = createHash('sha256').update(body).digest('hex');
  expect(await ask(annas, 3 * MB, body)).toEqual({ hash, length: 3 * MB });
  expect(await ask(bobs, 3 * MB, body)).toEqual({ hash, length: 3 * MB });
  expect(annas.bytesReceived).toBeGreaterThan(3 * MB);
  expect(annas.bytesSent).toBeGreaterThan(2 * MB);
  expect(await annas.ping(5_000)).toBeGreaterThan(0);
  expect(server.use).toEqual({ peers: 2, pairs: 1 });
  annas[Symbol.dispose]();
  await awaited(bobs.closed, 'the other side knows of the end', 60_000);
  await vi.waitFor(() => expect(server.use).toEqual({ peers: 2, pairs: 0 }), { timeout: 60_000 });
});

test('a relay is used by somebody who is reached over none, and let go when it is not needed', async () => {
  const { relay } = await openRelay();
  const bob = await openPeer([relay]);
  const anna = await openPeer([]);
  const link = stack.use(await anna.peer.dial([relay], bob.id, NEVER));
  expect(await ask(link, 10)).toMatchObject({ length: 10 });
  expect(anna.peer.up).toEqual([]);
});

test('nobody is there who has not come', async () => {
  const { relay } = await openRelay();
  const anna = await openPeer([relay]);
  const { id } = await newIdentity();
  await expect(anna.peer.dial([relay], id, NEVER)).rejects.toMatchObject({ code: 'unreachable' });
  await expect(anna.peer.dial([relay], anna.id, NEVER)).rejects.toMatchObject({
    code: 'unreachable',
  });
});

test('a relay with another key is no relay', async () => {
  const { relay } = await openRelay();
  const bob = await openPeer([relay]);
  const anna = await openPeer([]);
  const forged = { ...relay, id: (await newIdentity()).id };
  await expect(anna.peer.dial([forged], bob.id, NEVER)).rejects.toMatchObject({
    code: 'wrong-peer',
  });
});

test('who relays for nobody ends the handshake', async () => {
  const identity = await newIdentity();
  const listener = stack.use(
    await Listener.open(
      { host: HERE, port: 0 },
      identity,
      () => {},
      () => {},
    ),
  );
  const anna = await openPeer([]);
  const none = { id: identity.id, host: HERE, port: listener.port };
  const { id } = await newIdentity();
  await expect(anna.peer.dial([none], id, NEVER)).rejects.toMatchObject({ code: 'unreachable' });
});

test('what one pair may have, and how many there may be, is bounded', async () => {
  const bounds = { pairs: { perPeer: 2, inAll: 3 } };
  const { relay, server } = await openRelay(bounds);
  const anna = await openPeer([relay]);
  const others = await Promise.all([1, 2, 3, 4].map(() => openPeer([relay])));
  const [bob, cleo, dora, emil] = others as [Peer, Peer, Peer, Peer];
  stack.use(await anna.peer.dial([relay], bob.id, NEVER));
  stack.use(await anna.peer.dial([relay], cleo.id, NEVER));
  await expect(anna.peer.dial([relay], dora.id, NEVER)).rejects.toMatchObject({
    code: 'unreachable',
  });
  stack.use(await dora.peer.dial([relay], emil.id, NEVER));
  await expect(emil.peer.dial([relay], bob.id, NEVER)).rejects.toMatchObject({
    code: 'unreachable',
  });
  expect(server.use.pairs).toBe(3);
});
type Peer = Awaited<ReturnType<typeof openPeer>>;

test('a pair gets no more than its share of the line', async () => {
  const { relay } = await openRelay({ rate: { perPair: MB, inAll: 10 * MB } });
  const [anna, bob] = [await openPeer([relay]), await openPeer([relay])];
  const link = stack.use(await anna.peer.dial([relay], bob.id, NEVER));
  const begun = performance.now();
  await ask(link, 2 * MB);
  expect(performance.now() - begun).toBeGreaterThan(1_500);
});

test('a pair that says nothing is let go', async () => {
  const { relay } = await openRelay({ idle: 300 });
  const [anna, bob] = [await openPeer([relay]), await openPeer([relay])];
  const link = stack.use(await anna.peer.dial([relay], bob.id, NEVER));
  await awaited(link.closed, 'the pair is let go', 60_000);
});

test('whoever comes by the hundred from one address pushes out its own', async () => {
  const { relay, server } = await openRelay({ peers: { perHost: 3, inAll: 10 } });
  const all = await Promise.all([1, 2, 3, 4, 5].map(() => newIdentity()));
  for (const identity of all) {
    const one = stack.use(new Relays({ identity, handle: echo, onLink: () => {} }));
    one.use([relay]);
    await vi.waitFor(() => expect(one.up).toHaveLength(1), { timeout: 60_000 });
  }
  expect(server.use.peers).toBeLessThanOrEqual(3);
});

test('a relay that is gone is come back to when it is there again', async () => {
  const server = await openRelay();
  const anna = await openPeer([server.relay]);
  await vi.waitFor(() => expect(server.server.use.peers).toBe(1), { timeout: 60_000 });
  const told: number[] = [];
  anna.peer.events.on('changed', () => told.push(anna.peer.up.length));
  server.server[Symbol.dispose]();
  // It is gone for a moment only.
  await vi.waitFor(() => expect(told).toEqual([0, 1]), { timeout: 60_000 });
});

/** A relay that does with a stream to somebody what a test says. */
async function openHostile(join: (stream: ServerHttp2Stream) => void): Promise<RelayAddress> {
  return listenAsRelay(() => (peer, socket, address) => {
    stack.use(
      Link.accepted({ peer, address }, socket, (stream) => {
        stream.on('error', () => {});
        join(stream);
      }),
    );
  });
}

test('a relay that speaks for somebody is found out', async () => {
  const impostor = await newIdentity();
  const server = createServer({ ...tlsOptions(impostor) }, (socket) =>
    socket.on('error', () => {}),
  );
  const relay = await openHostile((stream) => {
    stream.respond({ ':status': 200 });
    server.emit('connection', stream);
  });
  const anna = await openPeer([relay]);
  const { id } = await newIdentity();
  await expect(anna.peer.dial([relay], id, NEVER)).rejects.toMatchObject({ code: 'wrong-peer' });
});

test.each([
  ['ends what it begins', (stream: ServerHttp2Stream) => stream.close()],
  [
    'sends garbage',
    (stream: ServerHttp2Stream) => {
      stream.respond({ ':status': 200 });
      stream.end(randomBytes(100_000));
    },
  ],
])('a relay that %s costs a try, and nothing else', async (_what, join) => {
  const relay = await openHostile(join);
  const anna = await openPeer([relay]);
  const { id } = await newIdentity();
  const outcome = await anna.peer.dial([relay], id, NEVER).then(
    (link) => stack.use(link) && 'a link',
    (error: Error) => error.message,
  );
  expect(outcome).not.toBe('a link');
});

test('a relay that brings very many at once is not believed', async () => {
  let brought = 0;
  const relay = await listenAsRelay((identity) => (peer, socket, address) => {
    const link = stack.use(Link.accepted({ peer, address }, socket, (stream) => stream.close()));
    void (async () => {
      for (let count = 0; count < 500 && !link.isClosed; count += 1) {
        const abort = new AbortController();
        const path = `/gtp/2/joined/${identity.id}`;
        await link
          .open(path, abort.signal)
          .then(({ stream }) => {
            brought += 1;
            stream.on('error', () => {});
            stream.end(randomBytes(100));
          })
          .catch(() => {});
      }
    })();
  });
  const anna = await openPeer([relay]);
  await vi.waitFor(() => expect(brought).toBeGreaterThan(50), { timeout: 60_000 });
  expect(anna.links).toEqual([]);
});
