import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Lab } from '../e2e/lab/lab.ts';
import { buildRepository } from '../engine/testing/build-repository.ts';
import type { AppState } from '../shared/api/state.ts';
import { PLAIN_FOLLOW } from '../shared/domain/follow.ts';
import { watchAtRest } from './support/at-rest.ts';
import { BenchNode } from './support/bench-node.ts';
import type { BenchOptions } from './support/options.ts';
import { atMost, type Report, type Say } from './support/report.ts';
import type { Scope } from './support/scope.ts';
import { scratchFolder } from './support/scratch.ts';
import { requireLab } from './support/tools.ts';

const CORE_TARGET = 0.005;
const MEMORY_TARGET_MB = 150;
/** All at once, two cores would take longer to start them than they wait for each other. */
const AT_ONCE = 5;
/** How long it may take until all have met, or all is fetched, in milliseconds. */
const MEETING = 120_000;
const FETCHING = 600_000;
/**
 * Until what is shared was made ready for whoever may ask, and the engine's own tidying after a busy start is done, in
 * milliseconds: by minutes since all had met, 0.55, 0.72, 0.17 and 0.28 % of a core.
 */
const AFTER_START = 150_000;

interface Setting {
  readonly repositories: number;
  readonly peers: number;
  /** How many of the repositories each peer has, too, and is followed in. */
  readonly followedIn: number;
}

/**
 * What one node among many others costs while nothing happens. The others live two to a host: the kernel
 * remembers 1,024 neighbours for all namespaces together (arp(7), gc_thresh3), which 33 hosts fill.
 */
export async function benchIdle(_options: BenchOptions, say: Say, scope: Scope): Promise<Report> {
  requireLab();
  const sharing = { repositories: 20, peers: 50, followedIn: 0 };
  const following = { repositories: 50, peers: 30, followedIn: 10 };
  const calm = await scope.within((inner) => restIn(sharing, say, inner));
  const followed = await scope.within((inner) => restIn(following, say, inner));
  return {
    name: 'idle',
    rows: [
      atMost('20 repositories, 50 peers: of a core', calm.core, CORE_TARGET, calm),
      atMost('the same: MB of host and engine', calm.memory, MEMORY_TARGET_MB, calm),
      atMost(
        'following 50 repositories of 30 peers: of a core',
        followed.core,
        CORE_TARGET,
        followed,
      ),
      atMost('the same: MB of host and engine', followed.memory, null, followed),
    ],
  };
}

async function restIn(setting: Setting, say: Say, scope: Scope) {
  const scratch = scratchFolder(scope);
  const names = Array.from({ length: setting.peers }, (_, index) => `peer-${index}`);
  const hostOf = (name: string) => `host-${names.indexOf(name) >> 1}`;
  const lab = await scope.use(Lab.create({ hosts: ['idle', ...new Set(names.map(hostOf))] }));
  const start = (name: string) => {
    const host = lab.host(name === 'idle' ? 'idle' : hostOf(name));
    return scope.use(BenchNode.start(name, { host, directory: join(scratch, name) }));
  };
  const projects = Array.from({ length: setting.repositories }, (_, index) => {
    const path = join(scratch, `project-${index}`);
    buildRepository(path, { commits: 50, seed: index + 1 });
    return path;
  });
  const idle = await start('idle');
  for (const path of projects) await idle.share(path);
  const startPeer = async (name: string) => {
    const peer = await start(name);
    for (let count = 0; count < setting.followedIn; count += 1) {
      const index = (names.indexOf(name) * setting.followedIn + count) % projects.length;
      const copy = join(scratch, `${name}-${index}`);
      cpSync(join(scratch, `project-${index}`), copy, { recursive: true });
      await peer.share(copy);
    }
    peer.lookAway();
    return peer;
  };
  for (let index = 0; index < names.length; index += AT_ONCE) {
    await Promise.all(names.slice(index, index + AT_ONCE).map(startPeer));
    say(`${Math.min(index + AT_ONCE, names.length)} peers`);
  }
  await until(idle, 'all have met', MEETING, ({ peers }) => {
    const all = Object.values(peers);
    return all.filter(({ presence }) => presence.state === 'connected').length === setting.peers;
  });
  if (setting.followedIn > 0) await followEverybody(idle, setting, say);
  idle.lookAway();
  await sleep(AFTER_START);
  return { ...setting, ...(await watchAtRest(idle)) };
}

async function followEverybody(idle: BenchNode, setting: Setting, say: Say): Promise<void> {
  for (const { id } of Object.values(idle.view.state.peers)) {
    await idle.view.call('follow.set', { peer: id, repository: null, ...PLAIN_FOLLOW });
  }
  const since = performance.now();
  await until(idle, 'everything is fetched', FETCHING, ({ swarms }) => {
    const copies = Object.values(swarms).flatMap(({ alternatives }) => alternatives);
    return (
      copies.length === setting.peers * setting.followedIn &&
      copies.every(({ heads }) => heads.every(isFetched))
    );
  });
  say(`all is fetched after ${Math.round((performance.now() - since) / 1_000)} s`);
}

type Head = AppState['swarms'][keyof AppState['swarms']]['alternatives'][number]['heads'][number];

function isFetched({ standing }: Head): boolean {
  return Object.values(standing).every(({ tracking }) => tracking !== null);
}

async function until(
  node: BenchNode,
  what: string,
  ms: number,
  holds: (state: AppState) => boolean,
): Promise<void> {
  if (!(await node.view.waitUntil(holds, ms))) throw new Error(`waited in vain until ${what}`);
}
