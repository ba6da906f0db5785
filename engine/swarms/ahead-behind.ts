import type { Oid } from '../../shared/ids.ts';

/** Two commits that are compared. */
export interface Pair {
  readonly mine: Oid;
  readonly theirs: Oid;
}

export interface Counted {
  /** Commits that only mine reaches, and that only theirs does. */
  readonly behind: number;
  readonly ahead: number;
  readonly isRelated: boolean;
}

/** Which of the compared commits reach a commit: a bit for each. Never changed once it is made. */
type Reach = Uint32Array;

/** As many different reaches are kept before they are counted. */
const KEPT = 64;

/**
 * Counts for many pairs at once how many commits are on one side only, in one walk through the history. Only
 * what the walk is about to come to is in memory.
 */
export class AheadBehind {
  readonly #pairs: readonly (Pair & { behind: number; ahead: number; isRelated: boolean })[];
  readonly #places = new Map<Oid, number>();
  readonly #full: Reach;
  /** Commits that the walk has yet to come to, as far as is known. */
  readonly #pending = new Map<Oid, Reach>();
  #pendingPartly = 0;
  /** How many commits have the same reach. */
  readonly #commits = new Map<Reach, number>();

  /** @param pairs ids of commits, none of a tag */
  constructor(pairs: readonly Pair[]) {
    this.#pairs = pairs.map((pair) => ({ ...pair, behind: 0, ahead: 0, isRelated: false }));
    for (const oid of pairs.flatMap(({ mine, theirs }) => [mine, theirs])) {
      if (!this.#places.has(oid)) this.#places.set(oid, this.#places.size);
    }
    const count = this.#places.size;
    this.#full = new Uint32Array(Math.ceil(count / 32));
    for (let place = 0; place < count; place += 1) add(this.#full, place);
    for (const [oid, place] of this.#places) {
      const own = new Uint32Array(this.#full.length);
      add(own, place);
      this.#reaches(oid, own);
    }
  }

  /** The commits to walk from. */
  get tips(): Oid[] {
    return [...this.#places.keys()];
  }

  /** Whatever is left of the walk belongs to both sides of every pair. */
  get isDone(): boolean {
    return this.#pendingPartly === 0;
  }

  /** To be called for each commit of the walk, for none before its children. */
  take(oid: Oid, parents: readonly Oid[]): void {
    const reach = this.#pending.get(oid);
    if (reach === undefined) return;
    this.#pending.delete(oid);
    if (reach !== this.#full) this.#pendingPartly -= 1;
    this.#commits.set(reach, (this.#commits.get(reach) ?? 0) + 1);
    if (this.#commits.size > KEPT) this.#count();
    for (const parent of parents) this.#reaches(parent, reach);
  }

  /** When the walk is at its end, or done: in the order of the pairs. */
  counted(): Counted[] {
    this.#count();
    const isShared = this.isDone && this.#pending.size > 0;
    return this.#pairs.map(({ behind, ahead, isRelated }) => ({
      ...{ behind, ahead },
      isRelated: isRelated || isShared,
    }));
  }

  #reaches(oid: Oid, more: Reach): void {
    const before = this.#pending.get(oid);
    const reach = before === undefined ? this.#shared(more) : this.#shared(union(before, more));
    if (before !== undefined && before !== this.#full) this.#pendingPartly -= 1;
    if (reach !== this.#full) this.#pendingPartly += 1;
    this.#pending.set(oid, reach);
  }

  #shared(reach: Reach): Reach {
    return isSame(reach, this.#full) ? this.#full : reach;
  }

  #count(): void {
    for (const [reach, commits] of this.#commits) {
      for (const pair of this.#pairs) {
        const mine = has(reach, this.#places.get(pair.mine));
        const theirs = has(reach, this.#places.get(pair.theirs));
        if (mine && theirs) pair.isRelated = true;
        else if (mine) pair.behind += commits;
        else if (theirs) pair.ahead += commits;
      }
    }
    this.#commits.clear();
  }
}

function add(reach: Reach, place: number): void {
  reach[place >>> 5] = (reach[place >>> 5] ?? 0) | (1 << (place & 31));
}

function has(reach: Reach, place = 0): boolean {
  return (((reach[place >>> 5] ?? 0) >>> (place & 31)) & 1) === 1;
}

/** One of the two where it holds the other: a long line of commits then shares one. */
function union(one: Reach, other: Reach): Reach {
  if (one === other) return one;
  const both = one.map((word, index) => word | (other[index] ?? 0));
  if (isSame(both, one)) return one;
  return isSame(both, other) ? other : both;
}

function isSame(one: Reach, other: Reach): boolean {
  return one === other || one.every((word, index) => word === other[index]);
}
