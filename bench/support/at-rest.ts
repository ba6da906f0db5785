import { setTimeout as sleep } from 'node:timers/promises';
import { megabytes, processorSeconds } from '../../engine/testing/process-use.ts';
import type { BenchNode } from './bench-node.ts';

/** How long it is waited until all is calm, and for how long it is then looked at, in milliseconds. */
const SETTLE = 20_000;
const WATCHED = 60_000;

export interface AtRest {
  /** Of one core, the programs that it starts included. */
  readonly core: number;
  /** MB of host and engine together, at the end. */
  readonly memory: number;
  readonly seconds: number;
}

/** What a node costs while nothing happens. */
export async function watchAtRest({ node }: BenchNode): Promise<AtRest> {
  const { pid } = node.process;
  await sleep(SETTLE);
  const before = processorSeconds(pid);
  const since = performance.now();
  await sleep(WATCHED);
  const seconds = (performance.now() - since) / 1_000;
  return {
    core: (processorSeconds(pid) - before) / seconds,
    memory: megabytes(pid, 'VmRSS'),
    seconds,
  };
}
