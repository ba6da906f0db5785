import { readFileSync } from 'node:fs';

/** The kernel counts processor time in these (proc(5), sysconf(_SC_CLK_TCK)); it is the same everywhere. */
const TICKS_PER_SECOND = 100;

/** Seconds of processor time that a process has used, with the programs it started that have ended. */
export function processorSeconds(pid: number): number {
  // The name in parentheses may hold anything; what follows it are numbers: utime, stime, cutime and
  // cstime are the 12th to 15th of them.
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
  const ticks = fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0);
  return ticks / TICKS_PER_SECOND;
}

/** What a process has in memory now (`VmRSS` of proc(5)), or had at most (`VmHWM`), in MB. */
export function megabytes(pid: number, which: 'VmRSS' | 'VmHWM'): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const [, kilobytes = 'unknown'] = new RegExp(`^${which}:\\s+(\\d+) kB$`, 'm').exec(status) ?? [];
  return Math.round((Number(kilobytes) * 1024) / 1e6);
}
