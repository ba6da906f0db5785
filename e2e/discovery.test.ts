import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { swarmIdSchema } from '../shared/ids.ts';
import { Agent } from './lab/agent.ts';
import { AvahiDaemon, avahiObstacle } from './lab/avahi-daemon.ts';
import { measureDiscovery } from './lab/discovery-rounds.ts';
import { Lab } from './lab/lab.ts';
import { labObstacle } from './lab/obstacle.ts';

const obstacle = labObstacle() ?? (await avahiObstacle());
const because = obstacle === null ? '' : ` (skipped: ${obstacle})`;

const SEEN_MS = 1_500;
const GONE_MS = 1_000;
/** Interfaces are looked at every two seconds. */
const NOTICED_MS = 5_000;

describe.skipIf(obstacle !== null)(`discovery among three hosts${because}`, () => {
  let lab: Lab<'anna' | 'ben' | 'carl' | 'avahi'>;
  let anna: Agent;
  let ben: Agent;
  let carl: Agent;

  beforeEach(async () => {
    lab = await Lab.create({ hosts: ['anna', 'ben', 'carl', 'avahi'] });
    const swarms = [swarmIdSchema.parse('a'.repeat(52))];
    anna = new Agent(lab.host('anna'), { name: 'Anna', port: 4_001, swarms });
    ben = new Agent(lab.host('ben'), { name: 'Ben Müller', port: 4_002 });
    carl = new Agent(lab.host('carl'), { name: 'Carl', port: 4_003 });
    await everyoneSeesEveryone();
  });

  afterEach(async () => {
    await lab[Symbol.asyncDispose]();
  });

  /** Within the time allowed since the later of two started. */
  async function everyoneSeesEveryone(): Promise<void> {
    const agents = [anna, ben, carl];
    const startedAt = new Map<Agent, number>();
    for (const agent of agents) startedAt.set(agent, await agent.started());
    for (const seer of agents) {
      for (const seen of agents.filter((agent) => agent !== seer)) {
        const at = await seer.sees(seen.peer, { timeoutMs: SEEN_MS }, ({ endpoints }) => {
          const [first] = endpoints;
          return first?.host === seen.host.address && first.port === seen.port;
        });
        const both = Math.max(startedAt.get(seer) ?? 0, startedAt.get(seen) ?? 0);
        expect(at - both).toBeLessThan(SEEN_MS);
      }
    }
  }

  const leftSince = (agent: Agent, from: number) =>
    agent.eventsSince(from).filter(({ type }) => type === 'left');

  it('lets Avahi resolve every peer, with its TXT record and address', async () => {
    const avahi = await AvahiDaemon.start(lab.host('avahi'));
    onTestFinished(() => avahi[Symbol.asyncDispose]());
    const found = await avahi.browse('_gtp._tcp');
    for (const agent of [anna, ben, carl]) {
      const services = found.filter(({ txt }) => txt.includes(`id=${agent.peer}`));
      expect(services).not.toEqual([]);
      for (const service of services) {
        expect(service).toMatchObject({
          instance: agent.peer.slice(0, 8),
          host: `${agent.peer.slice(0, 8)}.local`,
          port: agent.port,
        });
        expect(service.txt).toEqual(expect.arrayContaining(['v=2', `name=${agent.name}`, 'seq=1']));
      }
      expect(services.map(({ address }) => address)).toContain(agent.host.address);
    }
    const [annas] = found.filter(({ txt }) => txt.includes(`id=${anna.peer}`));
    expect(annas?.txt).toContain('s0=AAAAAAAA');

    ben.advertiseSeq(2);
    await anna.sees(ben.peer, { timeoutMs: SEEN_MS }, ({ seq }) => seq === 2);
    await carl.leave();
    // Avahi keeps what was said goodbye to, and what was replaced, for a second (RFC 6762 10.1).
    await sleep(1_500);
    const later = await avahi.browse('_gtp._tcp');
    const ids = later.map(({ instance }) => instance);
    expect(new Set(ids)).toEqual(new Set([anna.peer.slice(0, 8), ben.peer.slice(0, 8)]));
    const seqs = later
      .filter(({ txt }) => txt.includes(`id=${ben.peer}`))
      .flatMap(({ txt }) => txt.filter((text) => text.startsWith('seq=')));
    expect(new Set(seqs)).toEqual(new Set(['seq=2']));
  });

  it('notices within a second that one leaves', async () => {
    const leavingAt = await carl.leave();
    for (const agent of [anna, ben]) {
      expect((await agent.misses(carl.peer, { timeoutMs: GONE_MS })) - leavingAt).toBeLessThan(
        GONE_MS,
      );
    }
  });

  it('sees one that was killed again as soon as it is back, on another port', async () => {
    await carl.killed();
    const again = new Agent(lab.host('carl'), { peer: carl.peer, name: carl.name, port: 4_999 });
    const startedAt = await again.started();
    for (const agent of [anna, ben]) {
      const at = await agent.sees(carl.peer, { timeoutMs: SEEN_MS }, ({ endpoints }) =>
        endpoints.every(({ port }) => port === 4_999),
      );
      expect(at - startedAt).toBeLessThan(SEEN_MS);
      expect(leftSince(agent, 0)).toEqual([]);
    }
  });

  it('sees one again that was killed and is back unchanged', async () => {
    await carl.killed();
    const from = anna.now;
    const again = new Agent(lab.host('carl'), carl);
    await again.started();
    await anna.sees(carl.peer, { timeoutMs: SEEN_MS, from });
  });

  it('hears of a change, without the peer leaving', async () => {
    const from = ben.now;
    anna.advertiseSeq(2);
    for (const agent of [ben, carl]) {
      await agent.sees(anna.peer, { timeoutMs: SEEN_MS }, ({ seq }) => seq === 2);
    }
    expect(leftSince(ben, from)).toEqual([]);
  });

  it('recovers when an interface goes down and comes up again', async () => {
    const from = anna.now;
    await lab.host('anna').linkDown();
    await anna.waitFor(({ type }) => type === 'networkChanged', NOTICED_MS, from);
    await anna.waitFor(
      (event) => event.type === 'problem' && event.problem?.code === 'no-network',
      NOTICED_MS,
      from,
    );
    ben.advertiseSeq(2);
    anna.advertiseSeq(3);
    const [fromAnna, fromBen] = [anna.now, ben.now];
    await lab.host('anna').linkUp();
    const back = { timeoutMs: NOTICED_MS + SEEN_MS };
    await anna.sees(ben.peer, { ...back, from: fromAnna }, ({ seq }) => seq === 2);
    await ben.sees(anna.peer, { ...back, from: fromBen }, ({ seq }) => seq === 3);
    await anna.waitFor(
      (event) => event.type === 'problem' && event.problem === null,
      NOTICED_MS,
      fromAnna,
    );
    expect(leftSince(ben, 0)).toEqual([]);
  });

  it('follows a peer to another address', async () => {
    await lab.host('anna').moveTo('10.77.0.99');
    await ben.sees(
      anna.peer,
      { timeoutMs: NOTICED_MS + SEEN_MS },
      ({ endpoints }) => endpoints[0]?.host === '10.77.0.99',
    );
    expect(leftSince(ben, 0)).toEqual([]);
  });

  it('tells each network only the addresses on it, and knows one peer on two networks once', async () => {
    const [annasEnd, bensEnd] = await lab.cable('anna', 'ben');
    const hosts = (endpoints: readonly { host: string }[]) => endpoints.map(({ host }) => host);
    const bothOf = (agent: Agent, end: string) => [agent.host.address, end].sort().join();
    const within = { timeoutMs: NOTICED_MS + SEEN_MS };
    await ben.sees(
      anna.peer,
      within,
      ({ endpoints }) => hosts(endpoints).sort().join() === bothOf(anna, annasEnd),
    );
    await anna.sees(
      ben.peer,
      within,
      ({ endpoints }) => hosts(endpoints).sort().join() === bothOf(ben, bensEnd),
    );
    anna.advertiseSeq(2);
    await carl.sees(
      anna.peer,
      within,
      ({ seq, endpoints }) => seq === 2 && hosts(endpoints).join() === anna.host.address,
    );
    // Its goodbye can then be heard on the other network only.
    await lab.host('anna').linkDown();
    const from = ben.now;
    await anna.leave();
    await ben.misses(anna.peer, { timeoutMs: GONE_MS, from });
  });

  it('keeps to the times allowed, round after round', async () => {
    const times = await measureDiscovery({
      rounds: 3,
      timeoutMs: SEEN_MS,
      onlooker: anna,
      come: async () => {
        const agent = new Agent(lab.host('carl'));
        const startedAt = await agent.started();
        return { peer: agent.peer, startedAt, leave: () => agent.leave() };
      },
    });
    expect(Math.max(...times.startUntilSeenMs)).toBeLessThan(SEEN_MS);
    expect(Math.max(...times.exitUntilGoneMs)).toBeLessThan(GONE_MS);
  });
});
