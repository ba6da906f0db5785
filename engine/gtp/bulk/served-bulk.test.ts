import { connect as connectHttp2 } from 'node:http2';
import { join } from 'node:path';
import { type TLSSocket, connect as tlsConnect } from 'node:tls';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type Identity, loadIdentity } from '../../identity/identity.ts';
import { awaited } from '../../testing/awaited.ts';
import { HERE, LinkedPair } from '../../testing/linked-pair.ts';
import { dialBulk } from '../dial.ts';
import { readBytes } from '../read-response.ts';
import { tlsOptions } from '../session-options.ts';
import { lastingSession } from './bulk.ts';
import { BULK_PROTOCOL } from './bulk-protocol.ts';

// Who gets in by asking for a connection for bulk, and what ends with it.

let pair: LinkedPair;
/** The sessions that requests have come on. */
let sessions: Set<unknown>;

beforeEach(async () => {
  sessions = new Set();
  pair = await LinkedPair.open((stream) => {
    sessions.add(stream.session);
    stream.on('error', () => {}).respond({ ':status': 200 });
    stream.end('here');
  });
});
afterEach(() => pair[Symbol.asyncDispose]());

/** Settles when the other end has closed it. */
async function refused(socket: TLSSocket): Promise<void> {
  socket.on('error', () => {}).resume();
  const closed = new Promise((resolve) => socket.once('close', resolve));
  if (!socket.destroyed) await awaited(closed, 'the other end has closed it');
}

async function ask(): Promise<string> {
  const response = await pair.bobs.request({ method: 'GET', path: '/x' });
  return (await readBytes(response, 1_000)).toString();
}

const knock = (identity: Identity) => {
  const options = { ...tlsOptions(identity, [BULK_PROTOCOL]) };
  return tlsConnect({ host: HERE, port: pair.listeners.annas.port, ...(options as object) });
};

test('who has no link is let go', async () => {
  const mallory = await loadIdentity(join(pair.folder, 'mallory'));
  await refused(knock(mallory));
});

test('who has dialled the link is let go', async () => {
  const options = { ...tlsOptions(pair.anna, [BULK_PROTOCOL]) };
  const place = { host: HERE, port: pair.listeners.bobs.port };
  await refused(tlsConnect({ ...place, ...(options as object) }));
  expect(pair.bobs.isClosed).toBe(false);
});

test('of many, the last one stays', async () => {
  const sockets: TLSSocket[] = [];
  for (let count = 0; count < 20; count += 1) {
    const socket = knock(pair.bob);
    sockets.push(socket.on('error', () => {}));
    socket.resume();
    const connected = new Promise((resolve) => socket.once('secureConnect', resolve));
    await awaited(connected, 'it is let in');
  }
  const isOpen = (socket: TLSSocket) => !socket.destroyed && socket.readable;
  await vi.waitFor(() => expect(sockets.filter(isOpen)).toHaveLength(1));
  expect(await ask()).toBe('here');
  for (const socket of sockets) socket.destroy();
});

test('one on which nothing is asked is let go', async () => {
  const socket = knock(pair.bob);
  const begun = performance.now();
  await refused(socket);
  expect(performance.now() - begun).toBeLessThan(25_000);
  expect(pair.annas.isClosed).toBe(false);
}, 40_000);

test('what is kept for who is here is kept by the link', async () => {
  const socket = await dialBulk([{ host: HERE, port: pair.listeners.annas.port }], {
    ...{ identity: pair.bob, expected: pair.anna.id },
  });
  const session = connectHttp2('https://peer', { createConnection: () => socket });
  session.on('error', () => {});
  const stream = session.request({ ':path': '/x' }).on('error', () => {});
  stream.resume();
  const answered = new Promise((resolve) => stream.once('close', resolve));
  await awaited(answered, 'the answer has ended');
  const [served] = [...sessions] as Parameters<typeof lastingSession>;
  expect(served).toBeDefined();
  if (served === undefined) return;
  const lasting = lastingSession(served);
  expect(lasting).not.toBe(served);
  session.destroy();
  const ended = new Promise<void>((resolve) =>
    served.destroyed ? resolve() : served.once('close', () => resolve()),
  );
  await awaited(ended, 'the connection has ended');
  expect(lasting.destroyed).toBe(false);
});
