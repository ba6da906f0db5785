/** What counts up while something goes on: seconds of time or of processors, by name. */
export type Counters = Readonly<Record<string, number>>;

/** One phase, and how much each counter went up in all its times. */
export interface PhaseUse {
  readonly phase: string;
  readonly use: Counters;
}

/** Adds up by phase what counters count. A phase may come back. */
export class PhaseClock {
  readonly #read: () => Counters;
  readonly #uses = new Map<string, Record<string, number>>();
  #phase: string;
  #since: Counters;

  constructor(phase: string, read: () => Counters) {
    this.#read = read;
    this.#phase = phase;
    this.#since = read();
  }

  enter(phase: string): void {
    if (phase === this.#phase) return;
    this.#add();
    this.#phase = phase;
  }

  /** @returns the phases in the order of their first times */
  stop(): PhaseUse[] {
    this.#add();
    return [...this.#uses].map(([phase, use]) => ({ phase, use }));
  }

  #add(): void {
    const now = this.#read();
    const use = this.#uses.get(this.#phase) ?? {};
    for (const [name, value] of Object.entries(now)) {
      use[name] = (use[name] ?? 0) + value - (this.#since[name] ?? 0);
    }
    this.#uses.set(this.#phase, use);
    this.#since = now;
  }
}
