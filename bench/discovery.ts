import { join } from 'node:path';
import { NodeClient } from '../cli/node-client.ts';
import { Lab } from '../e2e/lab/lab.ts';
import { ShoalNode } from '../e2e/support/shoal-node.ts';
import type { AppState } from '../shared/api/state.ts';
import type { PeerId } from '../shared/ids.ts';
import type { BenchOptions } from './support/options.ts';
import { atMost, percentile, type Report, type Say } from './support/report.ts';
import type { Scope } from './support/scope.ts';
import { requireLab } from './support/tools.ts';

const ROUNDS = 10;
/** When a measurement is given up, in ms. */
const LIMIT = 30_000;

/**
 * Two hosts in network namespaces, whole nodes. "Start" is the start of the process, so that the
 * time until seen holds all that a user waits for; "seen" is when the other node is connected to it.
 */
export async function benchDiscovery(
  options: BenchOptions,
  say: Say,
  scope: Scope,
): Promise<Report> {
  requireLab();
  const rounds = options.rounds ?? ROUNDS;
  const lab = await scope.use(Lab.create({ hosts: ['watcher', 'comer'] }));
  const watcher = await scope.use(ShoalNode.start('Watcher', { host: lab.host('watcher') }));
  const view = await NodeClient.connect(join(watcher.directory, 'data'));
  scope.onEnd(() => view[Symbol.dispose]());
  const times = { seen: [] as number[], left: [] as number[], killed: [] as number[] };
  for (let round = 0; round < rounds; round += 1) {
    for (const end of ['left', 'killed'] as const) {
      await scope.within(async (inner) => {
        const start = performance.now();
        const comer = await inner.use(ShoalNode.start('Comer', { host: lab.host('comer') }));
        await until(view, isHere(comer.id));
        times.seen.push(seconds(start));
        const gone = until(view, (state) => !isHere(comer.id)(state));
        const told = performance.now();
        comer.process.kill(end === 'left' ? 'SIGINT' : 'SIGKILL');
        await gone;
        times[end].push(seconds(told));
      });
    }
    say(`round ${round + 1} of ${rounds}`);
  }
  const row = (what: string, values: number[], target: number) =>
    atMost(what, percentile(values, 0.95), target, {
      seconds: values,
      p50: percentile(values, 0.5),
    });
  return {
    name: 'discovery',
    rows: [
      row('start until seen, p95 in s', times.seen, 1.5),
      row('clean exit until gone, p95 in s', times.left, 1),
      row('kill until gone, p95 in s', times.killed, 15),
    ],
  };
}

function isHere(peer: PeerId): (state: AppState) => boolean {
  return ({ peers }) => peers[peer]?.presence.state === 'connected';
}

async function until(view: NodeClient, holds: (state: AppState) => boolean): Promise<void> {
  if (!(await view.waitUntil(holds, LIMIT))) throw new Error('waited in vain');
}

function seconds(since: number): number {
  return Number(((performance.now() - since) / 1000).toFixed(3));
}
