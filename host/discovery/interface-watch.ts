import type { NetworkInterfaces } from './interface-choice.ts';

const POLL_MS = 2_000;
/** A poll this late was not a busy machine but a sleeping one. */
const ASLEEP_MS = 15_000;

/**
 * Tells when this machine's interfaces change, and when it was asleep. No platform announces the
 * former to Node, and reading them takes a fraction of a millisecond.
 */
export class InterfaceWatch implements Disposable {
  readonly #timer: NodeJS.Timeout;

  constructor(
    read: () => NetworkInterfaces,
    on: { polled: (present: NetworkInterfaces) => void; woke: () => void },
  ) {
    // Wall clock on purpose: the one that only goes forward stands still while the machine sleeps.
    let last = Date.now();
    this.#timer = setInterval(() => {
      const asleep = Date.now() - last > ASLEEP_MS;
      last = Date.now();
      if (asleep) on.woke();
      else on.polled(read());
    }, POLL_MS);
  }

  [Symbol.dispose](): void {
    clearInterval(this.#timer);
  }
}
