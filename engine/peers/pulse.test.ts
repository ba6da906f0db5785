import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { dial } from '../gtp/dial.ts';
import type { Link } from '../gtp/link.ts';
import { Listener } from '../gtp/listener.ts';
import type { StreamHandler } from '../gtp/router.ts';
import { loadIdentity } from '../identity/identity.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { PING_BYTES, Pulse } from './pulse.ts';

test('whoever has sent something asks, until that is answered', () => {
  const pulse = new Pulse(0);
  expect(pulse.isDue(0, 1_000)).toBe(false);
  expect(pulse.isDue(500, 1_000)).toBe(true);
  pulse.answered(500, 1_001);
  expect(pulse.isDue(500 + PING_BYTES, 2_000)).toBe(false);
});

test('what was sent while a ping was on its way is asked for, too', () => {
  const pulse = new Pulse(0);
  pulse.answered(500, 1_001);
  expect(pulse.isDue(500 + PING_BYTES + 1, 2_000)).toBe(true);
});

test('to be pinged settles nothing but the answer', () => {
  const pulse = new Pulse(0);
  pulse.pinged(1_000);
  expect(pulse.isDue(PING_BYTES, 2_000)).toBe(false);
  expect(pulse.isDue(PING_BYTES + 1, 2_000)).toBe(true);
});

test('where nothing happens, it is asked within 75 s of the last sign of life, and not before 45 s', () => {
  const pulse = new Pulse(0);
  expect(pulse.isDue(0, 44_999)).toBe(false);
  expect(pulse.isDue(0, 75_000)).toBe(true);
  pulse.pinged(40_000);
  expect(pulse.isDue(PING_BYTES, 84_999)).toBe(false);
  expect(pulse.isDue(PING_BYTES, 115_000)).toBe(true);
});

test('two ends of a connection come to rest: a ping is not answered with another one', async () => {
  const folder = temporaryFolder();
  const [anna, ben] = await Promise.all([
    loadIdentity(join(folder, 'anna')),
    loadIdentity(join(folder, 'ben')),
  ]);
  const handle: StreamHandler = (stream) => {
    stream.respond({ ':status': 200 });
    stream.end('here');
  };
  const accepted: Link[] = [];
  const listener = await Listener.open({ host: '127.0.0.1', port: 0 }, anna, handle, (link) =>
    accepted.push(link),
  );
  const endpoint = { host: '127.0.0.1', port: listener.port };
  const dialled = await dial([endpoint], { identity: ben, handle });
  await vi.waitFor(() => expect(accepted).toHaveLength(1));
  const ends = [dialled, ...accepted].map((link) => ({ link, pulse: new Pulse(0) }));
  for (const { link, pulse } of ends) link.onPinged(() => pulse.pinged(0));
  for (const { link } of ends) {
    const { body } = await link.request({ method: 'GET', path: '/x' });
    await body.toArray();
  }

  const pings = [0, 0];
  const look = async () => {
    for (const [index, { link, pulse }] of ends.entries()) {
      if (!pulse.isDue(link.bytesSent, 0)) continue;
      pings[index] = (pings[index] ?? 0) + 1;
      const { bytesSent } = link;
      await link.ping(1_000);
      pulse.answered(bytesSent, 0);
    }
  };
  expect(ends.map(({ link, pulse }) => pulse.isDue(link.bytesSent, 0))).toEqual([true, true]);
  await vi.waitFor(async () => {
    await look();
    expect(ends.map(({ link, pulse }) => pulse.isDue(link.bytesSent, 0))).toEqual([false, false]);
  });
  const before = [...pings];
  for (let times = 0; times < 5; times += 1) await look();
  expect(pings).toEqual(before);
  expect(Math.max(...pings)).toBeLessThanOrEqual(3);

  for (const { link } of ends) link[Symbol.dispose]();
  await listener[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true });
});
