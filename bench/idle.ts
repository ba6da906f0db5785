import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Lab } from '../e2e/lab/lab.ts';
import { buildRepository } from '../e2e/support/build-repository.ts';
import { BenchNode } from './bench-node.ts';
import type { BenchOptions } from './options.ts';
import { megabytes, processorSeconds } from './process-use.ts';
import { atMost, type Report, type Say } from './report.ts';
import type { Scope } from './scope.ts';
import { scratchFolder } from './scratch.ts';
import { requireLab } from './tools.ts';

const REPOSITORIES = 20;
const PEERS = 50;
const CORE_TARGET = 0.005;
const MEMORY_TARGET_MB = 150;
/** How long after all have met it is looked at, and for how long, in milliseconds. */
const SETTLE = 20_000;
const WATCHED = 60_000;
/** All at once, two cores would take longer to start them than they wait for each other. */
const AT_ONCE = 5;

/** One node with twenty shared repositories among fifty others, each on its own host, while nothing happens. */
export async function benchIdle(_options: BenchOptions, say: Say, scope: Scope): Promise<Report> {
  requireLab();
  const scratch = scratchFolder(scope);
  const others = Array.from({ length: PEERS }, (_, index) => `peer-${index}`);
  const lab = await scope.use(Lab.create({ hosts: ['idle', ...others] }));
  const start = (name: string) =>
    scope.use(BenchNode.start(name, { host: lab.host(name), directory: join(scratch, name) }));
  const idle = await start('idle');
  for (let index = 0; index < REPOSITORIES; index += 1) {
    const repository = join(scratch, `project-${index}`);
    buildRepository(repository, { commits: 50, seed: index + 1 });
    await idle.node.json('share', repository);
  }
  for (let index = 0; index < PEERS; index += AT_ONCE) {
    const started = await Promise.all(others.slice(index, index + AT_ONCE).map(start));
    for (const other of started) other.lookAway();
    say(`${index + started.length} peers`);
  }
  await idle.view.waitUntil(
    ({ peers }) =>
      Object.values(peers).filter(({ presence }) => presence.state === 'connected').length ===
      PEERS,
    120_000,
  );
  idle.lookAway();
  await sleep(SETTLE);
  const { pid } = idle.node.process;
  const before = processorSeconds(pid);
  const since = performance.now();
  await sleep(WATCHED);
  const seconds = (performance.now() - since) / 1_000;
  const share = (processorSeconds(pid) - before) / seconds;
  const memory = megabytes(pid, 'VmRSS');
  return {
    name: 'idle',
    rows: [
      atMost('of a core', share, CORE_TARGET, {
        seconds,
        repositories: REPOSITORIES,
        peers: PEERS,
      }),
      atMost('MB of host and engine together', memory, MEMORY_TARGET_MB, {}),
    ],
  };
}
