import { base32nopad } from '@scure/base';

/** Chance that takes the same course for the same seed (mulberry32). */
export class Chance {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** From 0 to 1, as `Math.random`. */
  readonly next = (): number => {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };

  /** A whole number from 0, less than `bound`. */
  below(bound: number): number {
    return Math.floor(this.next() * bound);
  }

  /** @throws if there is nothing to choose from */
  pick<T>(from: readonly T[]): T {
    const one = from[this.below(from.length)];
    if (one === undefined) throw new Error('there is nothing to choose from');
    return one;
  }

  /** As many different ones as there are, at the most. */
  pickSome<T>(from: readonly T[], count: number): T[] {
    const left = [...from];
    return Array.from({ length: Math.min(count, left.length) }, () => {
      const [one] = left.splice(this.below(left.length), 1);
      return one as T;
    });
  }

  /** How long it takes until something happens that is as likely at any time. */
  wait(mean: number): number {
    return -mean * Math.log(1 - this.next());
  }

  /** Base32 of 256 bits, as ids are. */
  id(): string {
    const bytes = Uint8Array.from({ length: 32 }, () => this.below(256));
    return base32nopad.encode(bytes).toLowerCase();
  }
}
