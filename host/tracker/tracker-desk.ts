import { SEALING, type Sealing } from '../../engine/tracker/envelopes.ts';
import { type AnnounceAnswer, announceSchema } from '../../shared/gtp/tracker.ts';
import type { ListPart } from './list-part.ts';
import { TrackerBook } from './tracker-book.ts';
import { Visits } from './visits.ts';
import { WorkLoad } from './work-load.ts';

/** After how many seconds somebody may come again for whom there was no time, at least and at most. */
const AGAIN = { least: 10, most: 120 };

/** From which load on, of 0 to 1, those who make little work go first. */
const PRESSED = 0.5;

export interface TrackerDeskParts {
  /** In milliseconds, of a clock that only goes forward; it goes on while work is done. */
  readonly now: () => number;
  /** In milliseconds since the epoch. */
  readonly date: () => number;
  readonly chance: () => number;
  readonly sealing: Sealing;
}

const OWN_PARTS: TrackerDeskParts = {
  now: () => performance.now(),
  date: () => Date.now(),
  chance: Math.random,
  sealing: SEALING,
};

/** All that a tracker decides, whatever brings the questions: who is heard, what is kept, when it is too much. */
export class TrackerDesk {
  readonly #now: () => number;
  readonly #work: WorkLoad;
  readonly #chance: () => number;
  readonly #book: TrackerBook;
  readonly #visits: Visits;

  constructor({ now, date, chance, sealing }: TrackerDeskParts = OWN_PARTS) {
    this.#now = now;
    this.#chance = chance;
    this.#book = new TrackerBook(date, sealing);
    this.#work = new WorkLoad(now);
    this.#visits = new Visits(now);
  }

  /** How many envelopes are kept. */
  get size(): number {
    return this.#book.size;
  }

  /** Somebody comes. @returns null if there is time for it; else after how many seconds it may come again */
  admit(host: string): number | null {
    const isPressed = this.#work.load > PRESSED;
    if (!this.#work.isBusy && this.#visits.mayVisit(host, isPressed)) return null;
    // Not all of them at the same moment.
    const span = AGAIN.least + (AGAIN.most - AGAIN.least) * this.#work.load * this.#chance();
    return Math.round(span);
  }

  /** A part of the list. @param shard the first bits that are wanted */
  tell(host: string, shard: string): ListPart {
    return this.spend(host, () => this.#book.part(shard, this.#work.load));
  }

  /** What somebody announces. @returns null if it has not the right form */
  hear(host: string, announced: unknown): AnnounceAnswer | null {
    return this.spend(host, () => {
      const sent = announceSchema.safeParse(announced);
      if (!sent.success) return null;
      const expires = this.#book.announce(host, sent.data.envelopes, this.#work.load);
      return { expires, bits: this.#book.bits };
    });
  }

  /** Does what somebody makes necessary, and counts how long it takes. */
  spend<T>(host: string, work: () => T): T {
    const begun = this.#now();
    try {
      return this.#work.spend(work);
    } finally {
      this.#visits.worked(host, this.#now() - begun);
    }
  }
}
