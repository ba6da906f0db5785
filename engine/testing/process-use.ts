import { readdirSync, readFileSync } from 'node:fs';

/** The kernel counts processor time in these (proc(5), sysconf(_SC_CLK_TCK)); it is the same everywhere. */
const TICKS_PER_SECOND = 100;

/** Seconds of processor time that a process has used, with the programs it started that have ended. */
export function processorSeconds(pid: number): number {
  const { own, ofEnded } = statOf(pid);
  return own + ofEnded;
}

/** Seconds of processor time of the programs alone that a process has started and that have ended. */
export function endedProcessorSeconds(pid: number): number {
  return statOf(pid).ofEnded;
}

/** Seconds of processor time of a process alone. */
export function ownProcessorSeconds(pid: number): number {
  return statOf(pid).own;
}

/** Seconds of processor time of one thread. @param thread its number in the system (gettid(2)) */
export function threadProcessorSeconds(pid: number, thread: number): number {
  return statAt(`/proc/${pid}/task/${thread}/stat`).own;
}

/** Like `processorSeconds`, with the programs that still run. One that ends meanwhile counts once or not at all. */
export function treeProcessorSeconds(root: number): number {
  return treesOf([root]).get(root) ?? 0;
}

/** `treeProcessorSeconds` of each program that a process has started and that is still there. */
export function childrenProcessorSeconds(parent: number): Map<number, number> {
  return treesOf(childrenByParent().get(parent) ?? []);
}

function treesOf(roots: readonly number[]): Map<number, number> {
  const children = childrenByParent();
  const sum = (pid: number): number => {
    const own = secondsUnlessGone(pid);
    return (children.get(pid) ?? []).reduce((all, child) => all + sum(child), own);
  };
  return new Map(roots.map((root) => [root, sum(root)]));
}

function childrenByParent(): Map<number, number[]> {
  const children = new Map<number, number[]>();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const pid = Number(name);
    try {
      const { parent } = statOf(pid);
      children.set(parent, [...(children.get(parent) ?? []), pid]);
    } catch (error) {
      if (!isGone(error)) throw error;
    }
  }
  return children;
}

function secondsUnlessGone(pid: number): number {
  try {
    return processorSeconds(pid);
  } catch (error) {
    if (isGone(error)) return 0;
    throw error;
  }
}

function isGone(error: unknown): boolean {
  return ['ENOENT', 'ESRCH'].includes(String((error as NodeJS.ErrnoException).code));
}

interface Stat {
  readonly parent: number;
  /** In seconds. */
  readonly own: number;
  readonly ofEnded: number;
}

function statOf(pid: number): Stat {
  return statAt(`/proc/${pid}/stat`);
}

function statAt(path: string): Stat {
  // The name in parentheses may hold anything; what follows it: the state, the parent, and as the 12th
  // to 15th utime, stime, cutime and cstime.
  const fields = readFileSync(path, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
  const seconds = (from: number) =>
    (Number(fields[from]) + Number(fields[from + 1])) / TICKS_PER_SECOND;
  return { parent: Number(fields[1]), own: seconds(11), ofEnded: seconds(13) };
}

/** What a process has in memory now (`VmRSS` of proc(5)), or had at most (`VmHWM`), in MB. */
export function megabytes(pid: number, which: 'VmRSS' | 'VmHWM'): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const [, kilobytes = 'unknown'] = new RegExp(`^${which}:\\s+(\\d+) kB$`, 'm').exec(status) ?? [];
  return Math.round((Number(kilobytes) * 1024) / 1e6);
}
