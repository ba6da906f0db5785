import { deferred } from './deferred.ts';

/** Somebody who waits, or has something under way. */
interface Claim {
  running: number;
  /** When it came, or was served last: counted in turns, not in time. */
  since: number;
}

interface Waiting<K> {
  /** Whose work it is: that may change until it begins. */
  readonly owners: () => Iterable<K>;
  readonly begin: (turn: Turn<K>) => void;
}

interface Turn<K> {
  readonly owner: K;
  readonly isStrangers: boolean;
}

export interface FairTurnsOptions<K> {
  /** Works at once, as long as nobody is kept waiting by it. */
  readonly room: number;
  /** Those of whom anybody can make as many as they like: one place is always left for others. */
  readonly isStranger?: (owner: K) => boolean;
  /** Those who wait until nobody else has anything to do, and then have one thing done at a time. */
  readonly isPatient?: (owner: K) => boolean;
}

/**
 * Takes turns among those who want something done: whoever has least under way is next. Somebody who has
 * nothing under way begins although others fill the room, up to twice of it: a long work of theirs cannot
 * be stopped, but the system shares its cores.
 */
export class FairTurns<K> {
  readonly #room: number;
  readonly #isStranger: (owner: K) => boolean;
  readonly #isPatient: (owner: K) => boolean;
  readonly #claims = new Map<K, Claim>();
  readonly #waiting = new Set<Waiting<K>>();
  #running = 0;
  #strangersRunning = 0;
  #turns = 0;

  constructor({ room, isStranger = () => false, isPatient = () => false }: FairTurnsOptions<K>) {
    this.#room = room;
    this.#isStranger = isStranger;
    this.#isPatient = isPatient;
  }

  /**
   * Does the work when it is its turn, unless the signal aborts before.
   * @param owners who waits for it by then; of several, the one with the best claim counts
   */
  async take<T>(
    owners: () => Iterable<K>,
    signal: AbortSignal,
    work: () => Promise<T>,
  ): Promise<T> {
    signal.throwIfAborted();
    const turn = deferred<Turn<K>>();
    const waiting: Waiting<K> = { owners, begin: turn.resolve };
    const leave = () => {
      this.#waiting.delete(waiting);
      turn.reject(signal.reason);
    };
    signal.addEventListener('abort', leave, { once: true });
    this.#waiting.add(waiting);
    this.#fill();
    try {
      const taken = await turn.promise;
      try {
        return await work();
      } finally {
        this.#end(taken);
      }
    } finally {
      signal.removeEventListener('abort', leave);
    }
  }

  #fill(): void {
    for (let next = this.#next(); next !== null; next = this.#next()) {
      const { waiting, owner, claim } = next;
      this.#waiting.delete(waiting);
      this.#turns += 1;
      claim.running += 1;
      claim.since = this.#turns;
      this.#running += 1;
      const isStrangers = this.#isStranger(owner);
      if (isStrangers) this.#strangersRunning += 1;
      waiting.begin({ owner, isStrangers });
    }
    if (this.#waiting.size > 0) return;
    for (const [owner, { running }] of this.#claims) {
      if (running === 0) this.#claims.delete(owner);
    }
  }

  #end({ owner, isStrangers }: Turn<K>): void {
    const claim = this.#claims.get(owner);
    if (claim !== undefined) claim.running -= 1;
    this.#running -= 1;
    if (isStrangers) this.#strangersRunning -= 1;
    this.#fill();
  }

  /** Who has the best claim, and may begin; null if nobody may. */
  #next() {
    let best: { waiting: Waiting<K>; owner: K; claim: Claim } | null = null;
    for (const waiting of this.#waiting) {
      for (const owner of waiting.owners()) {
        const claim = this.#claimOf(owner);
        if (!this.#mayBegin(owner, claim)) continue;
        if (best === null || this.#isBefore({ owner, claim }, best)) {
          best = { waiting, owner, claim };
        }
      }
    }
    return best;
  }

  #mayBegin(owner: K, { running }: Claim): boolean {
    if (this.#isPatient(owner)) return this.#running === 0;
    if (this.#running < this.#room) return true;
    if (running > 0 || this.#running >= 2 * this.#room) return false;
    return !this.#isStranger(owner) || this.#strangersRunning < 2 * this.#room - 1;
  }

  #claimOf(owner: K): Claim {
    const known = this.#claims.get(owner);
    if (known !== undefined) return known;
    this.#turns += 1;
    const claim = { running: 0, since: this.#turns };
    this.#claims.set(owner, claim);
    return claim;
  }

  #isBefore(one: { owner: K; claim: Claim }, other: { owner: K; claim: Claim }): boolean {
    const [onePatient, otherPatient] = [one, other].map(({ owner }) => this.#isPatient(owner));
    if (onePatient !== otherPatient) return otherPatient === true;
    if (one.claim.running !== other.claim.running) return one.claim.running < other.claim.running;
    return one.claim.since < other.claim.since;
  }
}
