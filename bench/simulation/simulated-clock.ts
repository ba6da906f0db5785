import type { Clock } from '../../engine/waiting/alarm.ts';

interface Ring {
  readonly at: number;
  /** Of two at the same time, the one that was set first comes first. */
  readonly order: number;
  ring: (() => void) | null;
}

/** Time that goes from one thing that happens to the next: as fast as the computer can. */
export class SimulatedClock implements Clock {
  readonly #start: number;
  /** A heap: none comes after its two children. */
  readonly #rings: Ring[] = [];
  #now = 0;
  #order = 0;

  /** @param start milliseconds since the epoch */
  constructor(start: number) {
    this.#start = start;
  }

  readonly now = (): number => this.#now;
  readonly date = (): number => this.#start + Math.floor(this.#now);

  readonly after = (delay: number, ring: () => void): (() => void) => {
    const set: Ring = { at: this.#now + Math.max(0, delay), order: this.#order++, ring };
    this.#push(set);
    return () => {
      set.ring = null;
    };
  };

  readonly pause = (delay: number): Promise<void> =>
    new Promise((resolve) => void this.after(delay, resolve));

  /** Lets everything happen up to a time, what follows from it at once included. */
  async runUntil(end: number): Promise<void> {
    for (let next = this.#rings[0]; next !== undefined && next.at <= end; next = this.#rings[0]) {
      this.#pop();
      if (next.ring === null) continue;
      this.#now = next.at;
      next.ring();
      await new Promise(setImmediate);
    }
    this.#now = end;
  }

  #push(set: Ring): void {
    let place = this.#rings.push(set) - 1;
    while (place > 0) {
      const above = (place - 1) >> 1;
      if (this.#isFirst(above, place)) return;
      this.#swap(above, place);
      place = above;
    }
  }

  #pop(): void {
    const last = this.#rings.pop();
    if (last === undefined || this.#rings.length === 0) return;
    this.#rings[0] = last;
    for (let place = 0; ; ) {
      const below = [2 * place + 1, 2 * place + 2].filter((each) => each < this.#rings.length);
      const first = below.reduce((one, other) => (this.#isFirst(one, other) ? one : other), place);
      if (first === place) return;
      this.#swap(first, place);
      place = first;
    }
  }

  #isFirst(one: number, other: number): boolean {
    const [a, b] = [this.#rings[one], this.#rings[other]] as [Ring, Ring];
    return a.at < b.at || (a.at === b.at && a.order <= b.order);
  }

  #swap(one: number, other: number): void {
    const [a, b] = [this.#rings[one], this.#rings[other]] as [Ring, Ring];
    this.#rings[one] = b;
    this.#rings[other] = a;
  }
}
