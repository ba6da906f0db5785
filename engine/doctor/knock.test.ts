import { once } from 'node:events';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { HERE, LinkedPair } from '../testing/linked-pair.ts';
import { knock } from './knock.ts';

let pair: LinkedPair;
const servers: Server[] = [];

beforeAll(async () => {
  pair = await LinkedPair.open((stream) => {
    stream.respond({ ':status': 404 });
    stream.end();
  });
});
afterAll(async () => {
  await pair[Symbol.asyncDispose]();
  for (const server of servers) server.close();
});

async function listening(onConnection: (socket: import('node:net').Socket) => void) {
  const server = createServer(onConnection).listen(0, HERE);
  servers.push(server);
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

const { signal } = new AbortController();
const atAnnas = (port: number, expected = pair.anna.id) =>
  knock({ host: HERE, port }, { identity: pair.bob, expected, signal });

test('whoever is meant has shown their key, and the connection of the pair stays as it is', async () => {
  const { port } = pair.listeners.annas;
  expect(await atAnnas(port)).toBe('yes');
  expect(
    await knock({ host: HERE, port }, { identity: pair.bob, expected: pair.bob.id, signal }),
  ).toBe('other');
  expect([pair.annas.isClosed, pair.bobs.isClosed]).toEqual([false, false]);
  expect(await pair.annas.ping(5_000)).toBeGreaterThan(0);
});

test('nobody, another program, and one that hangs up', async () => {
  const port = await listening((socket) => socket.end('220 not Shoal\r\n'));
  expect(await atAnnas(port)).toBe('other');
  expect(await atAnnas(await listening((socket) => socket.destroy()))).toBe('other');
  const [gone] = servers.splice(0, 1);
  gone?.close();
  expect(await atAnnas(port)).toBe('refused');
});

test('one that says nothing', async () => {
  expect(await atAnnas(await listening((socket) => socket.resume()))).toBe('silent');
});

test('it ends when nobody wants to know any more', async () => {
  const controller = new AbortController();
  const port = await listening((socket) => socket.resume());
  const knocking = knock(
    { host: HERE, port },
    { identity: pair.bob, expected: pair.anna.id, signal: controller.signal },
  );
  controller.abort(new Error('enough'));
  await expect(knocking).rejects.toThrow('enough');
});
