import { setTimeout as sleep } from 'node:timers/promises';

/** Settles after a while, or at once when the signal aborts; it never fails, so nobody needs to wait for it. */
export function pause(milliseconds: number, signal?: AbortSignal): Promise<void> {
  return sleep(milliseconds, undefined, { signal }).catch(() => {});
}
