/** Rings once at the earliest of the times it was set to; it keeps no program running. */
export class Alarm implements Disposable {
  readonly #ring: () => void;
  #timer: NodeJS.Timeout | undefined;
  /** In milliseconds of `performance.now`; infinite while it is not set. */
  #due = Number.POSITIVE_INFINITY;

  constructor(ring: () => void) {
    this.#ring = ring;
  }

  /** Rings after so many milliseconds, or sooner if it was set to that before. */
  ringIn(delay: number): void {
    const due = performance.now() + delay;
    if (due >= this.#due) return;
    clearTimeout(this.#timer);
    this.#due = due;
    this.#timer = setTimeout(() => {
      this.#due = Number.POSITIVE_INFINITY;
      this.#ring();
    }, delay).unref();
  }

  stop(): void {
    clearTimeout(this.#timer);
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
