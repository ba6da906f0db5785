import { cpus } from 'node:os';

/**
 * How busy this machine's cores are from now on: tells whether they, and not the links, may have
 * been the limit.
 *
 * @returns a function that tells the share since, from 0 to 1
 */
export function watchCores(): () => number {
  const before = times();
  return () => {
    const now = times();
    return Number(((now.busy - before.busy) / Math.max(1, now.all - before.all)).toFixed(2));
  };
}

function times(): { busy: number; all: number } {
  let [busy, all] = [0, 0];
  for (const { times } of cpus()) {
    const sum = times.user + times.nice + times.sys + times.idle + times.irq;
    all += sum;
    busy += sum - times.idle;
  }
  return { busy, all };
}
