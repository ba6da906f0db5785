import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Discovery } from './discovery.ts';
import { DiscoveryLog, randomPeerId } from './discovery-log.ts';
import { type SimulatedHost, SimulatedNetwork } from './simulated-network.ts';

const POLL_MS = 2_000;

describe('discovery when the network changes', () => {
  let network: SimulatedNetwork;
  const open: Discovery[] = [];

  beforeEach(() => {
    vi.useFakeTimers();
    network = new SimulatedNetwork();
  });
  afterEach(async () => {
    await Promise.all(open.splice(0).map((discovery) => discovery[Symbol.asyncDispose]()));
    vi.useRealTimers();
  });

  /** A host with these interfaces, as `[name, cidr, segment]`, and a peer on it. */
  function join(...interfaces: [name: string, cidr: string, segment?: string, works?: boolean][]) {
    const host = network.host();
    for (const each of interfaces) host.plug(...each);
    return onHost(host);
  }

  function onHost(host: SimulatedHost, peer = randomPeerId(), port = 4_000) {
    const log = new DiscoveryLog();
    const discovery = host.discover(log);
    open.push(discovery);
    discovery.advertise({ peer, name: 'Anna', port, seq: 1, swarms: [] });
    return { host, log, discovery, peer };
  }

  const later = (ms: number) => vi.advanceTimersByTimeAsync(ms);
  const hostsSeen = (log: DiscoveryLog, peer: ReturnType<typeof randomPeerId>) =>
    log.sightingOf(peer)?.endpoints.map(({ host }) => host);

  it('shows a peer on two networks once, with the addresses of both', async () => {
    const anna = join(['eth0', '10.0.0.1/24', 'office'], ['wlan0', '10.0.1.1/24', 'wifi']);
    const ben = join(['eth0', '10.0.0.2/24', 'office'], ['wlan0', '10.0.1.2/24', 'wifi']);
    await later(0);
    expect(hostsSeen(ben.log, anna.peer)).toEqual(['10.0.0.1', '10.0.1.1']);
    await anna.discovery[Symbol.asyncDispose]();
    await later(0);
    expect(ben.log.events.filter(({ type }) => type === 'left')).toHaveLength(1);
  });

  it('keeps a peer that loses one of its two networks', async () => {
    const anna = join(['eth0', '10.0.0.1/24', 'office'], ['wlan0', '10.0.1.1/24', 'wifi']);
    const ben = join(['eth0', '10.0.0.2/24', 'office'], ['wlan0', '10.0.1.2/24', 'wifi']);
    await later(0);
    anna.host.unplug('eth0');
    await later(POLL_MS);
    expect(ben.log.hasLeft(anna.peer)).toBe(false);
    expect(anna.log.events).toContainEqual({ type: 'networkChanged' });
    await anna.discovery[Symbol.asyncDispose]();
    await later(0);
    expect(ben.log.hasLeft(anna.peer)).toBe(true);
  });

  it('finds peers on an interface that comes later, and says that the network changed', async () => {
    const anna = join(['eth0', '10.0.0.1/24']);
    const ben = join();
    await later(1_000);
    expect(ben.log.events).toEqual([
      { type: 'problem', problem: expect.objectContaining({ code: 'no-network' }) },
    ]);
    ben.host.plug('wlan0', '10.0.0.2/24');
    await later(POLL_MS + 1_000);
    expect(ben.log.events.slice(1)).toEqual(
      expect.arrayContaining([{ type: 'problem', problem: null }, { type: 'networkChanged' }]),
    );
    expect(ben.log.sightingOf(anna.peer)).toBeDefined();
    expect(anna.log.sightingOf(ben.peer)).toBeDefined();
  });

  it('moves to the new address of an interface, without leaving', async () => {
    const anna = join(['eth0', '10.0.0.1/24']);
    const ben = join(['eth0', '10.0.0.2/24']);
    await later(0);
    anna.host.plug('eth0', '10.0.0.77/24');
    await later(POLL_MS);
    expect(hostsSeen(ben.log, anna.peer)?.[0]).toBe('10.0.0.77');
    expect(ben.log.hasLeft(anna.peer)).toBe(false);
  });

  it('shows a killed peer again at once when it is back, on another port or the same', async () => {
    const anna = join(['eth0', '10.0.0.1/24']);
    const ben = join(['eth0', '10.0.0.2/24']);
    await later(0);
    anna.host.crash();
    await later(1_000);
    for (const port of [4_001, 4_001]) {
      const before = ben.log.timesSeen(anna.peer);
      const again = network.host();
      again.plug('eth0', '10.0.0.1/24');
      onHost(again, anna.peer, port);
      await later(0);
      expect(ben.log.timesSeen(anna.peer)).toBe(before + 1);
      expect(ben.log.sightingOf(anna.peer)?.endpoints).toEqual([{ host: '10.0.0.1', port }]);
      again.crash();
      await later(1_000);
    }
    expect(ben.log.hasLeft(anna.peer)).toBe(false);
  });

  it('starts over by itself after sleep', async () => {
    const anna = join(['eth0', '10.0.0.1/24']);
    const ben = join(['eth0', '10.0.0.2/24']);
    await later(POLL_MS);
    const before = ben.log.timesSeen(anna.peer);
    vi.setSystemTime(Date.now() + 60 * 60 * 1_000);
    await later(POLL_MS);
    expect(ben.log.timesSeen(anna.peer)).toBeGreaterThan(before);
    expect(ben.log.events).toContainEqual({ type: 'networkChanged' });
  });

  it('is quiet while nothing changes', async () => {
    const anna = join(['eth0', '10.0.0.1/24']);
    join(['eth0', '10.0.0.2/24']);
    await later(0);
    const before = anna.log.events.length;
    await later(60_000);
    expect(anna.log.events).toHaveLength(before);
  });

  it('tells whom it hears on which interface while it listens, itself too', async () => {
    const anna = join(['eth0', '10.0.0.1/24', 'office'], ['wlan0', '10.0.1.1/24', 'wifi']);
    const ben = join(['eth0', '10.0.0.2/24', 'office']);
    await later(0);
    const { signal } = new AbortController();
    const listening = anna.discovery.listen(signal);
    await later(2_000);
    expect(await listening).toEqual([
      {
        ...{ name: 'eth0', addresses: ['10.0.0.1'], use: { state: 'used' } },
        ...{ heardItself: true, heard: [ben.peer] },
      },
      {
        ...{ name: 'wlan0', addresses: ['10.0.1.1'], use: { state: 'used' } },
        ...{ heardItself: true, heard: [] },
      },
    ]);
    // And longer, while something else is done.
    const told: boolean[] = [];
    const longer = anna.discovery.listen(signal, async (heard) => {
      const cleo = join(['eth0', '10.0.0.3/24', 'office']);
      told.push(heard.has(cleo.peer));
      await later(0);
      told.push(heard.has(cleo.peer));
    });
    await later(2_000);
    expect((await longer)[0]?.heard).toHaveLength(2);
    expect(told).toEqual([false, true]);
    // What came a moment ago counts, although nobody has looked at the interfaces since.
    anna.host.unplug('eth0');
    anna.host.plug('eth1', '10.0.0.9/24', 'office', false);
    const again = anna.discovery.listen(signal);
    await later(2_000);
    expect(
      (await again).map(({ name, heardItself, use }) => [name, heardItself, use.state]),
    ).toEqual([
      ['wlan0', true, 'used'],
      ['eth1', null, 'failed'],
    ]);
  });

  it('says which interface failed and why, and tries it again', async () => {
    const ben = join(['eth0', '10.0.0.2/24']);
    const anna = join(['eth0', '10.0.0.1/24', 'lan', false]);
    await later(1_000);
    expect(anna.discovery.interfaces()).toEqual([
      {
        name: 'eth0',
        addresses: ['10.0.0.1'],
        use: {
          ...{ state: 'failed', cause: null },
          reason: expect.stringContaining('simulated failure'),
        },
      },
    ]);
    expect(anna.log.events).toContainEqual({
      type: 'problem',
      problem: expect.objectContaining({ code: 'discovery-failed' }),
    });
    await later(60_000);
    // It was tried several times since, and is told once.
    expect(anna.log.events).toHaveLength(1);
    anna.host.plug('eth0', '10.0.0.1/24', 'lan');
    await later(10_000 + POLL_MS);
    expect(anna.log.events).toContainEqual({ type: 'problem', problem: null });
    expect(ben.log.sightingOf(anna.peer)).toBeDefined();
  });
});
