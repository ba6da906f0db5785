import { LRUCache } from 'lru-cache';

/** How often one address may come: at once, and in each second from then on. */
const VISITS = { atOnce: 60, perSecond: 2 };
/**
 * How much work one address may make before others go first, and how much of it is forgotten each second, in
 * milliseconds: what hundreds of addresses may make that flood together has to be less than half of what there is time
 * for, and an office needs less than a tenth of it in the long run.
 */
const WORK = { most: 50, forgotten: 0.2 };
const MOST_HOSTS = 10_000;

interface Visitor {
  /** Visits that are left. */
  readonly left: number;
  /** Work that was made and is not forgotten. */
  readonly work: number;
  readonly at: number;
}

/** How often each address comes to a tracker, and how much work it makes. */
export class Visits {
  readonly #now: () => number;
  readonly #visitors = new LRUCache<string, Visitor>({ max: MOST_HOSTS });

  /** @param now in milliseconds, of a clock that only goes forward */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /** Somebody comes. @param isPressed there is more to do than can be done: who has made much work waits */
  mayVisit(host: string, isPressed: boolean): boolean {
    const visitor = this.#visitor(host);
    this.#visitors.set(host, { ...visitor, left: Math.max(0, visitor.left - 1) });
    return visitor.left >= 1 && !(isPressed && visitor.work > WORK.most);
  }

  worked(host: string, milliseconds: number): void {
    const visitor = this.#visitor(host);
    this.#visitors.set(host, { ...visitor, work: visitor.work + milliseconds });
  }

  #visitor(host: string): Visitor {
    const now = this.#now();
    const known = this.#visitors.get(host);
    if (known === undefined) return { left: VISITS.atOnce, work: 0, at: now };
    const seconds = (now - known.at) / 1_000;
    return {
      left: Math.min(VISITS.atOnce, known.left + seconds * VISITS.perSecond),
      work: Math.max(0, known.work - seconds * WORK.forgotten),
      at: now,
    };
  }
}
