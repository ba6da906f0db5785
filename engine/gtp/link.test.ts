import { rmSync } from 'node:fs';
import { type ClientHttp2Session, connect } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createServer, type TLSSocket, connect as tlsConnect } from 'node:tls';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { type Identity, loadIdentity } from '../identity/identity.ts';
import { awaited } from '../testing/awaited.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { LinkClosedError } from './call.ts';
import { dial } from './dial.ts';
import type { Link } from './link.ts';
import { Listener } from './listener.ts';
import { readBytes } from './read-response.ts';
import { type StreamHandler, whileWorking } from './router.ts';
import { tlsOptions } from './session-options.ts';

let folder: string;
let anna: Identity;
let bob: Identity;
let listener: Listener;
const accepted: Link[] = [];
const opened: Link[] = [];

/** Answers with its own name and what it was asked. */
const echo =
  (name: string): StreamHandler =>
  (stream, headers, peer) => {
    stream.on('error', () => {});
    const answer = () => {
      stream.respond({ ':status': 200 });
      stream.end(`${name} to ${peer}: ${headers[':path']}`);
    };
    if (headers[':path'] !== '/slow') return answer();
    const exchange = { peer, stream, headers, signal: new AbortController().signal };
    const work = new Promise<void>((resolve) => setTimeout(resolve, 5_500));
    void whileWorking(exchange, work).then(answer);
  };

beforeAll(async () => {
  folder = temporaryFolder();
  anna = await loadIdentity(join(folder, 'anna'));
  bob = await loadIdentity(join(folder, 'bob'));
  const place = { host: '127.0.0.1', port: 0 };
  listener = await Listener.open(place, anna, echo('anna'), (link) => accepted.push(link));
});
afterEach(() => {
  for (const link of [...opened.splice(0), ...accepted.splice(0)]) link[Symbol.dispose]();
});
afterAll(async () => {
  await listener[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true, force: true });
});

const here = () => ({ host: '127.0.0.1', port: listener.port });

async function pair(): Promise<{ bobs: Link; annas: Link }> {
  const bobs = await dial([here()], { identity: bob, handle: echo('bob'), expected: anna.id });
  opened.push(bobs);
  while (accepted.length === 0) await sleep(5);
  return { bobs, annas: accepted[0] as Link };
}

async function ask(link: Link, path: string, onWorking?: () => void): Promise<string> {
  const response = await link.request({ method: 'GET', path, onWorking });
  return (await readBytes(response, 1_000)).toString();
}

test('one connection carries requests both ways, each side knowing the other', async () => {
  const { bobs, annas } = await pair();
  expect([bobs.peer, annas.peer]).toEqual([anna.id, bob.id]);
  expect([bobs.initiator, annas.initiator]).toEqual([bob.id, bob.id]);
  expect(await ask(bobs, '/x')).toBe(`anna to ${bob.id}: /x`);
  expect(await ask(annas, '/y')).toBe(`bob to ${anna.id}: /y`);
});

test('whoever is at work says so, both ways', async () => {
  const { bobs, annas } = await pair();
  for (const link of [bobs, annas]) {
    let told = 0;
    await ask(link, '/slow', () => {
      told += 1;
    });
    expect(told).toBe(1);
  }
});

test('both sides ping, and notice the end', async () => {
  const { bobs, annas } = await pair();
  expect(await bobs.ping(1_000)).toBeGreaterThan(0);
  expect(await annas.ping(1_000)).toBeGreaterThan(0);
  bobs[Symbol.dispose]();
  await awaited(annas.closed, 'the other side knows of the end');
  await expect(annas.ping(1_000)).rejects.toBeInstanceOf(LinkClosedError);
  await expect(ask(annas, '/x')).rejects.toBeInstanceOf(LinkClosedError);
  await expect(ask(bobs, '/x')).rejects.toBeInstanceOf(LinkClosedError);
});

describe('nobody gets in, or is taken for somebody, without the key', () => {
  test('another peer than the expected one', async () => {
    const options = { identity: bob, handle: echo('bob'), expected: bob.id };
    await expect(dial([here()], options)).rejects.toMatchObject({ code: 'wrong-peer' });
  });

  test('this peer itself', async () => {
    const options = { identity: anna, handle: echo('anna') };
    await expect(dial([here()], options)).rejects.toMatchObject({ code: 'wrong-peer' });
  });

  test('nobody there', async () => {
    const options = { identity: bob, handle: echo('bob') };
    const nowhere = { host: '127.0.0.1', port: 1 };
    await expect(dial([nowhere], options)).rejects.toMatchObject({ code: 'unreachable' });
  });

  test('of several addresses the one that answers', async () => {
    const link = await dial([{ host: '127.0.0.1', port: 1 }, here()], {
      identity: bob,
      handle: echo('bob'),
    });
    opened.push(link);
    expect(link.peer).toBe(anna.id);
  });

  test.each(['without a certificate', 'with TLS 1.2'])('a caller %s', async (how) => {
    const { key, cert, ...others } = tlsOptions(bob);
    const changed =
      how === 'with TLS 1.2'
        ? { key, cert, ...others, minVersion: 'TLSv1.2', maxVersion: 'TLSv1.2' }
        : others;
    const links: Link[] = [];
    const place = { host: '127.0.0.1', port: 0 };
    const door = await Listener.open(place, anna, echo('anna'), (link) => links.push(link));
    const socket = tlsConnect({ ...place, port: door.port, ...(changed as object) });
    socket.on('error', () => {});
    const closed = new Promise((resolve) => socket.on('close', resolve));
    await awaited(closed, 'it is not let in');
    expect(links).toEqual([]);
    await door[Symbol.asyncDispose]();
  });
});

/** A frame of the connection itself (RFC 9113, section 4.1), of these types (section 6). */
function frame(type: number, payload: Buffer): Buffer {
  const header = Buffer.alloc(9);
  header.writeUIntBE(payload.length, 0, 3);
  header.writeUInt8(type, 3);
  return Buffer.concat([header, payload]);
}
const SETTINGS = 4;
const WINDOW_UPDATE = 8;

test('a connection to somebody who reads nothing more comes to its end', async () => {
  const place = { host: '127.0.0.1', port: 0 };
  const server = createServer(tlsOptions(anna));
  const raw = new Promise<TLSSocket>((resolve) => server.once('secureConnection', resolve));
  await new Promise<void>((resolve) => server.listen(place.port, place.host, resolve));
  const { port } = server.address() as AddressInfo;
  const link = await dial([{ ...place, port }], { identity: bob, handle: echo('bob') });
  opened.push(link);
  const socket = await raw;
  socket.on('error', () => {});
  const wide = Buffer.from('00043fffffff', 'hex');
  socket.write(Buffer.concat([frame(SETTINGS, wide), frame(WINDOW_UPDATE, wide.subarray(2))]));

  // More than the system takes for somebody who does not read: this write never ends.
  link.request({ method: 'POST', path: '/x', body: 'x'.repeat(64_000_000) }).catch(() => {});
  await vi.waitFor(() => expect(link.bytesSent).toBeGreaterThan(1_000_000));
  await expect(link.ping(100)).rejects.toBeInstanceOf(LinkClosedError);
  link[Symbol.dispose]();
  await awaited(link.closed, 'the link has ended');
  expect(link.isClosed).toBe(true);
  socket.destroy();
  server[Symbol.asyncDispose]();
}, 10_000);

test('a connection that is given up as soon as it stands, for another one, harms nobody', async () => {
  const options = { identity: bob, handle: echo('bob'), expected: anna.id };
  const link = await dial([here()], options);
  opened.push(link);
  link.retire();
  await expect(ask(link, '/x')).rejects.toBeInstanceOf(LinkClosedError);
  await awaited(link.closed, 'the link has ended');
  const { bobs } = await pair();
  expect(await ask(bobs, '/x')).toBe(`anna to ${bob.id}: /x`);
});

test('a request to a peer that never opens its direction ends with its signal', async () => {
  const links: Link[] = [];
  const place = { host: '127.0.0.1', port: 0 };
  await using door = await Listener.open(place, anna, echo('anna'), (link) => links.push(link));
  const socket = tlsConnect({ ...place, port: door.port, ...(tlsOptions(bob) as object) });
  await vi.waitFor(() => expect(links).toHaveLength(1));
  const abort = new AbortController();
  const asked = links[0]?.request({ method: 'GET', path: '/x', signal: abort.signal });
  abort.abort(new Error('enough'));
  await expect(asked).rejects.toThrow('enough');
  socket.destroy();
});

/** The other end of a connection to Anna, as an HTTP/2 client that does only what a test does. */
async function bareClient(): Promise<ClientHttp2Session> {
  const socket = tlsConnect({ ...here(), ...(tlsOptions(bob) as object) });
  const connected = new Promise((resolve) => socket.once('secureConnect', resolve));
  await awaited(connected, 'there is a connection');
  const session = connect('https://peer', { createConnection: () => socket });
  session.on('error', () => {});
  return session;
}

test('a second way back on one connection is refused, and the first one still serves', async () => {
  const session = await bareClient();
  const ways = [1, 2].map(() => {
    const headers = { ':method': 'POST', ':path': '/gtp/2/reverse' };
    const way = session.request(headers, { endStream: false });
    const bytes: Buffer[] = [];
    way.on('data', (chunk) => bytes.push(chunk)).on('error', () => {});
    return { way, bytes };
  });
  const [first, second] = ways;
  await vi.waitFor(() => expect(String(first?.bytes[0])).toContain('PRI * HTTP/2.0'));
  // What the router is asked it answers, with 404; here the echo does.
  await vi.waitFor(() => expect(String(second?.bytes[0])).toContain('anna to'));
  expect(first?.way.closed).toBe(false);
  session.destroy();
});

test('whoever has dialled and asks for nothing is let go, though they answer pings', async () => {
  const session = await bareClient();
  const closed = new Promise((resolve) => session.once('close', resolve));
  await vi.waitFor(() => expect(accepted).toHaveLength(1));
  expect(await accepted[0]?.ping(1_000)).toBeGreaterThan(0);
  const begun = performance.now();
  await awaited(closed, 'who asks for nothing is let go');
  expect(performance.now() - begun).toBeLessThan(15_000);
  // One who asks stays.
  const { bobs } = await pair();
  expect(await ask(bobs, '/x')).toBe(`anna to ${bob.id}: /x`);
});
