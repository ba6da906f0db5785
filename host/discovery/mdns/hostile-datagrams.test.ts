import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { networkInterfaces } from 'node:os';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Discovery } from '../discovery.ts';
import { DiscoveryLog, randomPeerId } from '../discovery-log.ts';
import { discoverOverMdns } from '../mdns-discovery.ts';

const GROUP = '224.0.0.251';
const PORT = 5353;
const loopback = Object.entries(networkInterfaces())
  .filter(([, infos]) => infos?.some(({ internal }) => internal))
  .map(([name]) => name);

let socket: Socket;
let open: Discovery[] = [];

beforeEach(async () => {
  socket = createSocket({ type: 'udp4', reuseAddr: true });
  socket.bind(PORT, '0.0.0.0');
  await once(socket, 'listening');
  socket.addMembership(GROUP, '127.0.0.1');
  socket.setMulticastInterface('127.0.0.1');
});

afterEach(async () => {
  await Promise.all(open.map((discovery) => discovery[Symbol.asyncDispose]()));
  open = [];
  socket.close();
});

function join() {
  const log = new DiscoveryLog();
  const discovery = discoverOverMdns({ listener: log, interfaces: loopback });
  open.push(discovery);
  const peer = randomPeerId();
  discovery.advertise({ peer, name: 'Anna', port: 4_000, seq: 1, swarms: [] });
  return { log, peer };
}

/** A real announcement of `peer`, as it passes by. */
async function announcementOf(peer: string): Promise<Buffer> {
  for (;;) {
    const [datagram] = (await once(socket, 'message')) as [Buffer];
    if (datagram.includes(`id=${peer}`)) return datagram;
  }
}

function send(datagram: Uint8Array): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.send(datagram, PORT, GROUP, (error) => (error ? reject(error) : resolve()));
  });
}

it('survives damaged and senseless datagrams, and goes on finding peers', async () => {
  const anna = join();
  const announcement = await announcementOf(anna.peer);
  const damaged = fc
    .array(fc.tuple(fc.nat(announcement.length - 1), fc.nat(255)), { minLength: 1, maxLength: 8 })
    .chain((changes) =>
      fc.nat(announcement.length).map((length) => {
        const copy = Buffer.from(announcement);
        for (const [at, value] of changes) copy[at] = value;
        return copy.subarray(0, length > copy.length / 2 ? copy.length : length);
      }),
    );
  const senseless = fc.uint8Array({ maxLength: 1_400 });
  for (const datagram of fc.sample(fc.oneof(damaged, senseless), 3_000)) await send(datagram);

  const ben = join();
  await vi.waitFor(
    () => {
      expect(anna.log.sightingOf(ben.peer)).toBeDefined();
      expect(ben.log.sightingOf(anna.peer)).toBeDefined();
    },
    { timeout: 5_000, interval: 20 },
  );
  expect(anna.log.events.filter(({ type }) => type === 'problem')).toEqual([]);
});
