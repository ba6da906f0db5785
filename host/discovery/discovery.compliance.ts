import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Advertisement } from '../../shared/api/engine-contract.ts';
import type { Discovery, DiscoveryListener } from './discovery.ts';
import { DiscoveryLog, randomPeerId } from './discovery-log.ts';

/** Makes discoveries that share one network, each as if on a host of its own. */
export type CreateDiscovery = (
  listener: DiscoveryListener,
  interfaces?: readonly string[],
) => Discovery;

/** What every implementation of `Discovery` does. */
export function discoveryCompliance(makeNetwork: () => CreateDiscovery): void {
  const open = new Set<Discovery>();
  let create: CreateDiscovery | undefined;

  afterEach(async () => {
    await Promise.all([...open].map((discovery) => discovery[Symbol.asyncDispose]()));
    open.clear();
    create = undefined;
  });

  function discover(interfaces?: readonly string[]) {
    create ??= makeNetwork();
    const log = new DiscoveryLog();
    const discovery = create(log, interfaces);
    open.add(discovery);
    return { log, discovery };
  }

  function join(details: Partial<Advertisement> = {}) {
    const joined = discover();
    const said = {
      peer: randomPeerId(),
      name: 'Anna',
      port: 4_000,
      seq: 1,
      swarms: [],
      ...details,
    };
    joined.discovery.advertise(said);
    return { ...joined, ...said, said };
  }

  const soon = { timeout: 1_500, interval: 10 };

  describe('discovery', () => {
    it('lets two peers see each other, with a place to connect to', async () => {
      const anna = join({ name: 'Anna', port: 4_001, seq: 7 });
      const ben = join({ name: 'Ben Müller', port: 4_002, seq: 8 });
      await vi.waitFor(() => {
        expect(ben.log.sightingOf(anna.peer)).toMatchObject({ name: 'Anna', seq: 7 });
        expect(anna.log.sightingOf(ben.peer)).toMatchObject({ name: 'Ben Müller', seq: 8 });
      }, soon);
      expect(ben.log.sightingOf(anna.peer)?.endpoints[0]?.port).toBe(4_001);
    });

    it('shows a newcomer those who were there before, though it says nothing itself', async () => {
      const anna = join();
      const watcher = discover();
      await vi.waitFor(() => expect(watcher.log.sightingOf(anna.peer)).toBeDefined(), soon);
      expect(anna.log.events.filter(({ type }) => type === 'left')).toEqual([]);
    });

    it('never shows a peer itself', async () => {
      const anna = join();
      const ben = join();
      await vi.waitFor(() => expect(ben.log.sightingOf(anna.peer)).toBeDefined(), soon);
      expect(anna.log.timesSeen(anna.peer)).toBe(0);
    });

    it('tells of a change without the peer leaving', async () => {
      const anna = join();
      const ben = join();
      await vi.waitFor(() => expect(ben.log.sightingOf(anna.peer)?.seq).toBe(1), soon);
      anna.discovery.advertise({ ...anna.said, seq: 2, name: 'Anna B', port: 4_444 });
      await vi.waitFor(() => {
        expect(ben.log.sightingOf(anna.peer)).toMatchObject({ seq: 2, name: 'Anna B' });
        expect(ben.log.sightingOf(anna.peer)?.endpoints[0]?.port).toBe(4_444);
      }, soon);
      expect(ben.log.hasLeft(anna.peer)).toBe(false);
    });

    it('shows the latest to those who come after a change', async () => {
      const anna = join();
      anna.discovery.advertise({ ...anna.said, seq: 9 });
      const ben = discover();
      await vi.waitFor(() => expect(ben.log.sightingOf(anna.peer)?.seq).toBe(9), soon);
    });

    it('tells when a peer leaves, and when it is back', async () => {
      const anna = join();
      const ben = join();
      await vi.waitFor(() => expect(ben.log.sightingOf(anna.peer)).toBeDefined(), soon);
      await anna.discovery[Symbol.asyncDispose]();
      await vi.waitFor(() => expect(ben.log.hasLeft(anna.peer)).toBe(true), {
        ...soon,
        timeout: 1_000,
      });
      join({ peer: anna.peer });
      await vi.waitFor(() => expect(ben.log.sightingOf(anna.peer)).toBeDefined(), soon);
    });

    it('tells of everyone again after a refresh, and nobody sees the peer leave for it', async () => {
      const anna = join();
      const ben = join();
      await vi.waitFor(() => {
        expect(ben.log.sightingOf(anna.peer)).toBeDefined();
        expect(anna.log.sightingOf(ben.peer)).toBeDefined();
      }, soon);
      // A moment when nobody repeats itself unasked.
      await sleep(1_600);
      const before = ben.log.timesSeen(anna.peer);
      ben.discovery.refresh();
      await vi.waitFor(() => expect(ben.log.timesSeen(anna.peer)).toBeGreaterThan(before), {
        ...soon,
        timeout: 1_000,
      });
      expect(anna.log.hasLeft(ben.peer)).toBe(false);
    });

    it('names an interface that is not there', async () => {
      const { log } = discover(['wlan99']);
      await vi.waitFor(() => expect(log.events).toHaveLength(1), soon);
      expect(log.events[0]).toMatchObject({
        type: 'problem',
        problem: { code: 'no-such-interface', sentence: expect.stringContaining('wlan99') },
      });
    });

    it('tells nothing after it was disposed of', async () => {
      const anna = discover();
      await anna.discovery[Symbol.asyncDispose]();
      const before = anna.log.events.length;
      const ben = join();
      const carl = discover();
      await vi.waitFor(() => expect(carl.log.sightingOf(ben.peer)).toBeDefined(), soon);
      expect(anna.log.events).toHaveLength(before);
    });
  });
}
