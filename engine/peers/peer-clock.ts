import { count } from '../../shared/domain/words/quantity.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** A smaller difference is in nobody's way, in milliseconds. */
const TOLERATED = 30 * MINUTE;

/** Both in milliseconds: since the epoch, and of a clock that only goes forward. */
interface Clocks {
  readonly wall: () => number;
  readonly steady: () => number;
}

const CLOCKS: Clocks = { wall: () => Date.now(), steady: () => performance.now() };

/** How a peer's clock stands to this computer's: neither can know which of the two is wrong. */
export class PeerClock {
  readonly #clocks: Clocks;
  /** Its clock against the steady one, so that it still holds when this computer's is set. */
  #offset: number | null = null;

  constructor(clocks: Clocks = CLOCKS) {
    this.#clocks = clocks;
  }

  /** @param date what its clock says now, in milliseconds since the epoch */
  says(date: number): void {
    this.#offset = date - this.#clocks.steady();
  }

  /** By how much it is ahead of this computer's, in milliseconds; null while that is not known. */
  get ahead(): number | null {
    if (this.#offset === null) return null;
    return this.#offset + this.#clocks.steady() - this.#clocks.wall();
  }

  /** What there is to tell of it; null while the clocks agree, as far as is known. */
  get sentence(): string | null {
    const { ahead } = this;
    if (ahead === null) return null;
    if (Math.abs(ahead) < TOLERATED) return null;
    const way = ahead > 0 ? 'ahead of' : 'behind';
    return `Its clock is ${span(Math.abs(ahead))} ${way} this computer’s. Set whichever is wrong: until then, what others pass on may be taken for too old.`;
  }
}

function span(milliseconds: number): string {
  if (milliseconds < 1.5 * HOUR) return count(Math.round(milliseconds / MINUTE), 'minute');
  if (milliseconds < 1.5 * DAY) return count(Math.round(milliseconds / HOUR), 'hour');
  return count(Math.round(milliseconds / DAY), 'day');
}

/** Notices that this computer's clock was set. */
export class ClockWatch {
  readonly #clocks: Clocks;
  #offset: number;

  constructor(clocks: Clocks = CLOCKS) {
    this.#clocks = clocks;
    this.#offset = clocks.wall() - clocks.steady();
  }

  /** Whether it was set since the call before, by more than clocks are corrected in passing. */
  wasSet(): boolean {
    const offset = this.#clocks.wall() - this.#clocks.steady();
    if (Math.abs(offset - this.#offset) < MINUTE) return false;
    this.#offset = offset;
    return true;
  }
}
