export interface BackOffOptions {
  /** The first wait, and the longest, in milliseconds. */
  readonly first: number;
  readonly most: number;
  /** Up to which part a wait is cut short by chance, from 0 to 1: who failed together comes back apart. */
  readonly spread?: number;
  /** For how long it must have worked, in milliseconds, until the next failure counts as the first. */
  readonly steadyAfter?: number;
}

/** Chance as `Math.random`, and the time in milliseconds of a clock that only goes forward. */
export interface ChanceAndClock {
  readonly chance: () => number;
  readonly now: () => number;
}

export const OWN_CHANCE_AND_CLOCK: ChanceAndClock = {
  chance: Math.random,
  now: () => performance.now(),
};

/** Waiting times between attempts, which double until it works again. */
export class BackOff {
  readonly #options: Required<BackOffOptions>;
  readonly #chance: () => number;
  readonly #now: () => number;
  #next: number;
  #worksSince: number | null = null;

  constructor(options: BackOffOptions, { chance, now }: ChanceAndClock = OWN_CHANCE_AND_CLOCK) {
    this.#options = { spread: 0, steadyAfter: 0, ...options };
    this.#chance = chance;
    this.#now = now;
    this.#next = options.first;
  }

  /** It failed. @returns how long to wait before it is tried again, in milliseconds */
  next(): number {
    const { most, spread, steadyAfter } = this.#options;
    const since = this.#worksSince;
    if (since !== null && this.#now() - since >= steadyAfter) this.reset();
    this.#worksSince = null;
    const wait = this.#next;
    this.#next = Math.min(most, wait * 2);
    return wait * (1 - spread * this.#chance());
  }

  /** It works, from now on. */
  works(): void {
    this.#worksSince = this.#now();
  }

  /** There is reason to hope: the next wait is the first one again. */
  reset(): void {
    this.#next = this.#options.first;
  }
}
