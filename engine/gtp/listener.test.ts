import { rmSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type Identity, loadIdentity } from '../identity/identity.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { dial } from './dial.ts';
import { Listener } from './listener.ts';

let folder: string;
let bob: Identity;
let listener: Listener;
const sockets: Socket[] = [];
const HOST = '127.0.0.1';

beforeEach(async () => {
  folder = temporaryFolder();
  const anna = await loadIdentity(join(folder, 'anna'));
  bob = await loadIdentity(join(folder, 'bob'));
  listener = await Listener.open(
    { host: HOST, port: 0 },
    anna,
    () => {},
    () => {},
  );
});
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  await listener[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true, force: true });
});

/** Connections that say nothing by themselves; by the hundred, for what the system's own queue does not hold nobody can end. */
async function knock(count: number, localAddress = HOST): Promise<Socket[]> {
  const opened: Socket[] = [];
  for (let left = count; left > 0; left -= 100) {
    const some = Array.from({ length: Math.min(left, 100) }, () =>
      connect({ host: HOST, port: listener.port, localAddress }).on('error', () => {}),
    );
    opened.push(...some);
    sockets.push(...some);
    await Promise.all(
      some.map((each) => new Promise((done) => each.once('connect', done).once('close', done))),
    );
  }
  return opened;
}
const isOpen = (socket: Socket) => !socket.destroyed && socket.readable;
async function meets(): Promise<void> {
  const options = { identity: bob, handle: () => {} };
  using link = await dial([{ host: HOST, port: listener.port }], options);
  expect(await link.ping(5_000)).toBeGreaterThan(0);
}

test('1,100 connections that say nothing keep nobody out, and are ended', async () => {
  const silent = await knock(1_100);
  for (const socket of silent) socket.resume();
  await meets();
  await vi.waitFor(() => expect(silent.filter(isOpen).length).toBeLessThanOrEqual(64), 10_000);
  await vi.waitFor(() => expect(silent.some(isOpen)).toBe(false), 20_000);
  await meets();
});

test.runIf(process.platform === 'linux')('nor do those from forty addresses', async () => {
  const silent: Socket[] = [];
  for (let host = 2; host < 42; host += 1) silent.push(...(await knock(28, `127.0.0.${host}`)));
  for (const socket of silent) socket.resume();
  await meets();
  await vi.waitFor(() => expect(silent.filter(isOpen).length).toBeLessThanOrEqual(512), 10_000);
});

test('a handshake that is dragged out byte by byte is ended in time', async () => {
  const [slow] = (await knock(1)) as [Socket];
  slow.resume();
  const begun = performance.now();
  // The header of a TLS record of 512 bytes, which never comes to its end.
  const bytes = Buffer.concat([Buffer.from('1603010200', 'hex'), Buffer.alloc(512)]);
  for (let sent = 0; sent < 40 && isOpen(slow); sent += 1) {
    slow.write(bytes.subarray(sent, sent + 1));
    await sleep(250);
  }
  expect(performance.now() - begun).toBeLessThan(7_500);
  expect(isOpen(slow)).toBe(false);
});

test.each([
  ['is no address of this computer', { host: '203.0.113.7', port: 0 }, 'has no such address'],
  ['is in use', () => ({ host: HOST, port: listener.port }), 'in use by another program'],
])('where it cannot listen, as that %s, it is said so', async (_why, place, words) => {
  const listen = typeof place === 'function' ? place() : place;
  const opening = Listener.open(
    listen,
    bob,
    () => {},
    () => {},
  );
  await expect(opening).rejects.toMatchObject({
    name: expect.not.stringMatching('^Error$'),
    message: expect.stringContaining(words),
  });
  await expect(opening).rejects.toThrow('--listen');
});
