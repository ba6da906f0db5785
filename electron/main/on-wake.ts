import { powerMonitor } from 'electron';

/** Interfaces need a moment after wake, and `resume` may come twice. */
const SETTLE_MS = 1_500;

/** Calls back once, a moment after the machine woke up. */
export function onWake(callback: () => void): void {
  let timer: NodeJS.Timeout | undefined;
  powerMonitor.on('resume', () => {
    clearTimeout(timer);
    timer = setTimeout(callback, SETTLE_MS);
  });
}
