/** Time as whoever waits sees it: the computer's own, or a simulation's. */
export interface Clock {
  /** In milliseconds, of a clock that only goes forward. */
  readonly now: () => number;
  /** In milliseconds since the epoch. */
  readonly date: () => number;
  /** Calls once after so many milliseconds; keeps no program running. @returns what takes it back */
  readonly after: (delay: number, ring: () => void) => () => void;
}

export const OWN_CLOCK: Clock = {
  now: () => performance.now(),
  date: () => Date.now(),
  after: (delay, ring) => {
    const timer = setTimeout(ring, delay).unref();
    return () => clearTimeout(timer);
  },
};

/** Rings once at the earliest of the times it was set to; it keeps no program running. */
export class Alarm implements Disposable {
  readonly #ring: () => void;
  readonly #clock: Clock;
  #takeBack = () => {};
  /** As the clock's `now`; infinite while it is not set. */
  #due = Number.POSITIVE_INFINITY;

  constructor(ring: () => void, clock: Clock = OWN_CLOCK) {
    this.#ring = ring;
    this.#clock = clock;
  }

  /** Rings after so many milliseconds, or sooner if it was set to that before. */
  ringIn(delay: number): void {
    const due = this.#clock.now() + delay;
    if (due >= this.#due) return;
    this.#takeBack();
    this.#due = due;
    this.#takeBack = this.#clock.after(delay, () => {
      this.#due = Number.POSITIVE_INFINITY;
      this.#ring();
    });
  }

  stop(): void {
    this.#takeBack();
    this.#due = Number.POSITIVE_INFINITY;
  }

  [Symbol.dispose](): void {
    this.stop();
  }
}

/** The computer's clock may be set, and it may sleep: so often it is looked at, in milliseconds. */
const LOOK = 60_000;

/** Tells once when the computer's clock shows a time, a minute late at most. */
export class Deadline implements Disposable {
  readonly #reached: () => void;
  readonly #alarm = new Alarm(() => this.look());
  #at: number | null = null;

  constructor(reached: () => void) {
    this.#reached = reached;
  }

  /** In place of what was set before. @param at milliseconds since the epoch; null for never */
  set(at: number | null): void {
    this.#at = at;
    this.#alarm.stop();
    if (at !== null) this.#alarm.ringIn(Math.max(0, Math.min(at - Date.now(), LOOK)));
  }

  [Symbol.dispose](): void {
    this.set(null);
  }

  /** To be called, too, when the machine woke up. */
  look(): void {
    const at = this.#at;
    if (at === null) return;
    if (at > Date.now()) {
      this.set(at);
      return;
    }
    this.#at = null;
    this.#reached();
  }
}
