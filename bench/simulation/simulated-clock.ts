import type { Clock } from '../../engine/waiting/alarm.ts';

interface Ring {
  readonly at: number;
  /** Of two at the same time, the one that was set first comes first. */
  readonly order: number;
  ring: (() => void) | null;
}

/** After so many that rang, the computer's own events have their turn: signals, and output. */
const BREATH = 4_096;

/** Time that goes from one thing that happens to the next: as fast as the computer can. */
export class SimulatedClock implements Clock {
  readonly #start: number;
  /** A heap: none comes after its two children. */
  readonly #rings: Ring[] = [];
  #now = 0;
  #order = 0;
  #rang = 0;

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
      this.#rang += 1;
      await (this.#rang % BREATH === 0 ? new Promise(setImmediate) : settled());
    }
    this.#now = end;
  }

  #push(set: Ring): void {
    const rings = this.#rings;
    let place = rings.length;
    rings.push(set);
    while (place > 0) {
      const above = (place - 1) >> 1;
      const other = rings[above] as Ring;
      if (isFirst(other, set)) break;
      rings[place] = other;
      place = above;
    }
    rings[place] = set;
  }

  #pop(): void {
    const rings = this.#rings;
    const last = rings.pop();
    const count = rings.length;
    if (last === undefined || count === 0) return;
    let place = 0;
    for (let below = 1; below < count; below = 2 * place + 1) {
      const [one, other] = [rings[below] as Ring, rings[below + 1]];
      const next = other !== undefined && isFirst(other, one) ? below + 1 : below;
      const child = rings[next] as Ring;
      if (isFirst(last, child)) break;
      rings[place] = child;
      place = next;
    }
    rings[place] = last;
  }
}

function isFirst(one: Ring, other: Ring): boolean {
  return one.at < other.at || (one.at === other.at && one.order < other.order);
}

/** When every promise that is kept by now has been heard, however long the chain: a tick comes after all of them. */
function settled(): Promise<void> {
  return new Promise((resolve) => process.nextTick(resolve));
}
