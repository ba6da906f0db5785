import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createServer } from 'node:tls';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Endpoint } from '../../../shared/api/engine-contract.ts';
import { loadIdentity } from '../../identity/identity.ts';
import { awaited } from '../../testing/awaited.ts';
import { HERE, LinkedPair } from '../../testing/linked-pair.ts';
import { Relay } from '../../testing/relay.ts';
import { type Caller, LinkClosedError } from '../call.ts';
import { dialBulk } from '../dial.ts';
import { Listener } from '../listener.ts';
import { readBytes } from '../read-response.ts';
import type { StreamHandler } from '../router.ts';
import { tlsOptions } from '../session-options.ts';

// Anna dials Bob: the link is hers, and Bob asks for bulk on a connection of his own.

let pair: LinkedPair;
/** The sessions that requests have come on. */
let sessions: Set<unknown>;

/** Says who asks; `/never` is never answered. */
const answer: StreamHandler = (stream, headers, peer) => {
  stream.on('error', () => {});
  sessions.add(stream.session);
  if (headers[':path'] === '/never') return;
  stream.respond({ ':status': 200 });
  stream.end(`to ${peer}`);
};

beforeEach(async () => {
  sessions = new Set();
  pair = await LinkedPair.open(answer);
});
afterEach(() => pair[Symbol.asyncDispose]());

async function ask(caller: Caller): Promise<string> {
  const response = await caller.request({ method: 'GET', path: '/x' });
  return (await readBytes(response, 1_000)).toString();
}

test('who was dialled is told where the other one listens, and asks for bulk there', async () => {
  expect(pair.bobs.listensAt).toEqual({ host: HERE, port: pair.listeners.annas.port });
  expect(pair.annas.listensAt).toBeNull();
  pair.dialByBob();
  const before = pair.annas.bytesReceived;
  expect(await ask(await pair.untilBulk())).toBe(`to ${pair.bob.id}`);
  expect(await ask(pair.bobs)).toBe(`to ${pair.bob.id}`);
  expect(sessions.size).toBe(2);
  expect(pair.annas.bytesReceived).toBeGreaterThan(before);
});

test('all requests share one connection, and those who ask while it is dialled, too', async () => {
  await using relay = await Relay.to(pair.listeners.annas.port);
  pair.dialByBob(relay.endpoint.port);
  const callers = await Promise.all(Array.from({ length: 20 }, () => pair.untilBulk()));
  await Promise.all(callers.map(ask));
  await ask(await pair.untilBulk());
  expect(relay.connections).toEqual({ all: 1, open: 1 });
  expect(sessions.size).toBe(1);
});

test('who dialled asks for bulk on the link', async () => {
  expect(await pair.annas.bulk.caller()).toBeNull();
});

describe('it ends', () => {
  test('with the link, on both sides', async () => {
    await using relay = await Relay.to(pair.listeners.annas.port);
    pair.dialByBob(relay.endpoint.port);
    const caller = await pair.untilBulk();
    await ask(caller);
    pair.annas[Symbol.dispose]();
    await awaited(caller.closed, 'bulk has ended');
    await awaited(pair.bobs.closed, 'the link has ended');
    await vi.waitFor(() => expect(relay.connections.open).toBe(0));
    expect(await pair.bobs.bulk.caller()).toBeNull();
    await expect(ask(caller)).rejects.toBeInstanceOf(LinkClosedError);
  });

  test('with a link that another one replaces', async () => {
    pair.dialByBob();
    const caller = await pair.untilBulk();
    await ask(caller);
    pair.annas.retire();
    await awaited(caller.closed, 'bulk has ended');
  });

  test('some seconds after it was needed last, and is dialled anew then', async () => {
    await using relay = await Relay.to(pair.listeners.annas.port);
    pair.dialByBob(relay.endpoint.port);
    const first = await pair.untilBulk();
    await ask(first);
    await awaited(first.closed, 'bulk has ended');
    expect(pair.bobs.isClosed).toBe(false);
    expect(await ask(await pair.untilBulk())).toBe(`to ${pair.bob.id}`);
    expect(relay.connections).toEqual({ all: 2, open: 1 });
  });

  test('soon where nothing comes any more, also in the middle of a request', async () => {
    await using relay = await Relay.to(pair.listeners.annas.port);
    pair.dialByBob(relay.endpoint.port);
    const caller = await pair.untilBulk();
    await ask(caller);
    relay.stall();
    const begun = performance.now();
    await expect(caller.request({ method: 'GET', path: '/never' })).rejects.toThrow();
    expect(performance.now() - begun).toBeLessThan(15_000);
    expect(caller.isClosed).toBe(true);
    expect(await ask(pair.bobs)).toBe(`to ${pair.bob.id}`);
  }, 30_000);

  test('not while an answer is awaited', async () => {
    pair.dialByBob();
    const caller = await pair.untilBulk();
    const abort = new AbortController();
    const waiting = caller.request({ method: 'GET', path: '/never', signal: abort.signal });
    const ended = await Promise.race([caller.closed.then(() => true), waiting, after(11_000)]);
    expect(ended).toBe(false);
    abort.abort(new Error('enough'));
    await expect(waiting).rejects.toThrow('enough');
  }, 30_000);
});

const after = (milliseconds: number) =>
  new Promise<false>((resolve) => setTimeout(() => resolve(false), milliseconds));

describe('where it cannot be dialled, the link is used', () => {
  test('nobody listens', async () => {
    pair.dialByBob(1);
    expect(await pair.bobs.bulk.caller()).toBeNull();
    expect(await ask(pair.bobs)).toBe(`to ${pair.bob.id}`);
  });

  test('nobody answers: nobody waits long', async () => {
    pair.bobs.bulk.dialBy(() => new Promise(() => {}));
    const begun = performance.now();
    const callers = await Promise.all([pair.bobs.bulk.caller(), pair.bobs.bulk.caller()]);
    expect(callers).toEqual([null, null]);
    expect(await pair.bobs.bulk.caller()).toBeNull();
    expect(performance.now() - begun).toBeLessThan(2_000);
  });

  test('an older peer, which knows links only, refuses it', async () => {
    const server = createServer(tlsOptions(pair.anna));
    await new Promise<void>((resolve) => server.listen(0, HERE, resolve));
    const { port } = server.address() as AddressInfo;
    let shaken = 0;
    server.on('secureConnection', () => {
      shaken += 1;
    });
    await expect(
      dialBulk([{ host: HERE, port }], { identity: pair.bob, expected: pair.anna.id }),
    ).rejects.toMatchObject({ code: 'unreachable' });
    pair.dialByBob(port);
    expect(await pair.bobs.bulk.caller()).toBeNull();
    expect(await ask(pair.bobs)).toBe(`to ${pair.bob.id}`);
    expect(shaken).toBe(0);
    await new Promise((resolve) => server.close(resolve));
  });

  test('somebody else answers there', async () => {
    const mallory = await loadIdentity(join(pair.folder, 'mallory'));
    const place = { host: HERE, port: 0 };
    await using listener = await Listener.open(place, mallory, answer, () => {});
    pair.dialByBob(listener.port);
    expect(await pair.bobs.bulk.caller()).toBeNull();
    expect(await ask(pair.bobs)).toBe(`to ${pair.bob.id}`);
    expect(sessions.size).toBe(1);
  });

  test('nobody knows where it is, until somebody does', async () => {
    const { annas } = pair.listeners;
    let known: Endpoint[] = [];
    const options = { identity: pair.bob, expected: pair.anna.id };
    pair.bobs.bulk.dialBy((signal) =>
      known.length === 0 ? null : dialBulk(known, { ...options, signal }),
    );
    expect(await pair.bobs.bulk.caller()).toBeNull();
    known = [{ host: HERE, port: annas.port }];
    expect(await ask(await pair.untilBulk())).toBe(`to ${pair.bob.id}`);
  });

  test('it is not dialled again and again', async () => {
    let dialled = 0;
    pair.bobs.bulk.dialBy(async () => {
      dialled += 1;
      throw new Error('nobody there');
    });
    for (let count = 0; count < 20; count += 1) expect(await pair.bobs.bulk.caller()).toBeNull();
    expect(dialled).toBe(1);
  });

  test('nor one that breaks in the middle of an answer', async () => {
    await using relay = await Relay.to(pair.listeners.annas.port);
    pair.dialByBob(relay.endpoint.port);
    const caller = await pair.untilBulk();
    await ask(caller);
    const asked = caller.request({ method: 'GET', path: '/never' });
    relay.cutAt(0);
    caller.request({ method: 'GET', path: '/x' }).catch(() => {});
    await expect(asked).rejects.toThrow();
    for (let count = 0; count < 5; count += 1) expect(await pair.bobs.bulk.caller()).toBeNull();
    expect(relay.connections.all).toBe(1);
  });
});
