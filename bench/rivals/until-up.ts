import { setTimeout as sleep } from 'node:timers/promises';

const ATTEMPTS = 50;

/** Waits until `ask` gets an answer from a server that was just started. */
export async function untilUp(what: string, ask: () => Promise<void>): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await ask();
    } catch (cause) {
      if (attempt === ATTEMPTS) throw new Error(`${what} did not start: ${String(cause)}`);
      await sleep(100);
    }
  }
}
