import {
  childrenProcessorSeconds,
  endedProcessorSeconds,
  treeProcessorSeconds,
} from '../../engine/testing/process-use.ts';
import type { BenchNode } from './bench-node.ts';

/** Seconds of processor time at each end of a transfer, programs that were started included. */
export interface Ends {
  readonly seeders: number;
  readonly receivers: number;
}

/**
 * Watches what another way than Shoal's uses from now on: all that this process has started and that
 * runs by now seeds, and whatever it starts later receives.
 */
export function watchEnds(): () => Ends {
  const endedBefore = commandSeconds();
  const before = childrenProcessorSeconds(process.pid);
  return () => {
    let [seeders, receivers] = [0, commandSeconds() - endedBefore];
    for (const [pid, seconds] of childrenProcessorSeconds(process.pid)) {
      const start = before.get(pid);
      if (start === undefined) receivers += seconds;
      else seeders += seconds - start;
    }
    return { seeders: rounded(seeders), receivers: rounded(receivers) };
  };
}

/** Watches what these nodes use from now on. */
export function watchNodes(
  seeders: readonly BenchNode[],
  receivers: readonly BenchNode[],
): () => Ends {
  const used = (nodes: readonly BenchNode[]) =>
    nodes.reduce((sum, { node }) => sum + treeProcessorSeconds(node.process.pid), 0);
  const before = { seeders: used(seeders), receivers: used(receivers) };
  return () => ({
    seeders: rounded(used(seeders) - before.seeders),
    receivers: rounded(used(receivers) - before.receivers),
  });
}

/** What programs have used that this process started and that have ended: commands, not servers. */
export function commandSeconds(): number {
  return endedProcessorSeconds(process.pid);
}

/** The kernel counts hundredths. */
export function rounded(seconds: number): number {
  return Number(seconds.toFixed(2));
}
