/** How long all else may be held up, in milliseconds. */
const MOMENT = 3;
/** When it took longer, so many times nothing is held up. */
const SLOW = 16;

/**
 * What the system has in memory of files is there in microseconds, and handing it to another thread and back would
 * cost ten times as much; where a disk or a network has to be waited for, others wait for no more than a moment.
 */
export class AtOnce {
  readonly #now: () => number;
  /** How many times nothing is to be held up. */
  #slowness = 0;

  /** @param now in milliseconds, of a clock that only goes forward */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /**
   * Takes steps for a moment, each of which may wait for a disk.
   * @returns how many were taken: the others are for other threads
   */
  take(steps: number, take: (step: number) => void): number {
    if (this.#slowness > 0) {
      this.#slowness -= 1;
      return 0;
    }
    const until = this.#now() + MOMENT;
    let taken = 0;
    for (; taken < steps && this.#now() < until; taken += 1) take(taken);
    if (taken < steps) this.#slowness = SLOW;
    return taken;
  }

  /**
   * Takes one step, unless one before took long.
   * @returns whether it was taken; if not, it is for other threads
   */
  takeOne(step: () => void): boolean {
    if (this.#slowness > 0) {
      this.#slowness -= 1;
      return false;
    }
    const until = this.#now() + MOMENT;
    try {
      step();
    } finally {
      if (this.#now() > until) this.#slowness = SLOW;
    }
    return true;
  }
}
