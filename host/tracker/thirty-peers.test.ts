import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { loadIdentity } from '../../engine/identity/identity.ts';
import { swarmIdOf } from '../../engine/identity/peer-id.ts';
import { temporaryFolder } from '../../engine/testing/temporary-folder.ts';
import { OwnAnnouncements } from '../../engine/tracker/own-announcements.ts';
import { TrackerLine } from '../../engine/tracker/tracker-line.ts';
import { Trackers } from '../../engine/tracker/trackers.ts';
import type { PeerId } from '../../shared/ids.ts';
import { TrackerServer } from './tracker-server.ts';

const COUNT = 30;
const SWARM = swarmIdOf('sha1', 'a'.repeat(40) as never);

let tracker: TrackerServer;
beforeAll(async () => {
  tracker = await TrackerServer.open({ host: '127.0.0.1', port: 0 });
});
afterAll(async () => {
  await tracker[Symbol.asyncDispose]();
});

test('of thirty peers on one network a few ask the tracker, and all know all', async () => {
  const url = `http://127.0.0.1:${tracker.port}/`;
  const folder = temporaryFolder();
  const network = new Map<PeerId, { readonly trackers: Trackers; readonly found: Set<PeerId> }>();
  let atOnce = 0;
  let most = 0;
  const askers = new Set<PeerId>();
  const counted = async <T>(self: PeerId, work: () => Promise<T>): Promise<T> => {
    atOnce += 1;
    most = Math.max(most, atOnce);
    askers.add(self);
    return work().finally(() => {
      atOnce -= 1;
    });
  };
  for (let index = 0; index < COUNT; index += 1) {
    const identity = await loadIdentity(join(folder, `${index}`));
    const { id: self } = identity;
    const endpoints = [{ host: `10.0.0.${index + 1}`, port: 7654 }];
    const others = () => [...network.keys()].filter((id) => id !== self);
    const trackers = new Trackers({
      self,
      own: new OwnAnnouncements(identity, () => ({ endpoints, relays: [] })),
      swarms: () => ({ shown: [SWARM], invited: [], wanted: [SWARM] }),
      company: others,
      others,
      isNearby: () => true,
      settle: 200,
      ask: async (peer, request) => {
        const other = network.get(peer);
        if (other === undefined) throw new Error('it is not there');
        return other.trackers.answer(self, structuredClone(request));
      },
      openLine: (address) => {
        const line = new TrackerLine(address);
        return {
          read: (...args) => counted(self, () => line.read(...args)),
          tell: (...args) => counted(self, () => line.tell(...args)),
          forget: () => line.forget(),
        };
      },
    });
    const found = new Set<PeerId>();
    trackers.events.on('found', ({ peer }) => found.add(peer));
    network.set(self, { trackers, found });
  }
  const all = [...network.values()];
  // As the events stream would tell it.
  for (const [self, { trackers }] of network) {
    let seq = 0;
    trackers.events.on('news', () => {
      seq += 1;
      const told = { trackers: [...trackers.names], seq };
      for (const [id, other] of network) if (id !== self) other.trackers.told(self, told);
    });
  }
  try {
    for (const { trackers } of all) trackers.use([url]);
    await vi.waitFor(
      () => {
        for (const { found } of all) expect(found.size).toBe(COUNT - 1);
      },
      { timeout: 150_000, interval: 100 },
    );
    console.log(`${COUNT} peers: ${askers.size} asked, at most ${most} requests at once`);
    expect(most).toBeLessThanOrEqual(3);
    expect(askers.size).toBeLessThanOrEqual(3);
    const lowest = [...network.keys()].sort().slice(0, 2);
    expect([...askers].sort()).toEqual(lowest);
  } finally {
    for (const { trackers } of all) trackers[Symbol.dispose]();
  }
});
