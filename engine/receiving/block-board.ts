import { type Block, formatBlock } from '../../shared/gtp/reel.ts';

/** A source is slow with a block that takes longer than blocks usually do, and than this, in milliseconds. */
const LEAST_PATIENCE = 500;
/**
 * The same while no block has come yet, and nobody knows what is usual: a busy computer takes its time
 * with the first one, and a small update is nothing but that. Bringing it twice would double its bytes.
 */
const FIRST_PATIENCE = 3_000;
/** So many times as long the last one to begin must take before one more brings the same. */
const MORE_PATIENCE = 4;

/** One request may offer to take at most this share of what is missing. */
const SHARES = 4;

interface Entry {
  readonly block: Block;
  /** `here`: it has come, and is still to be checked. */
  state: 'missing' | 'arriving' | 'here' | 'done';
  /** When each source that is busy with it began, in milliseconds. */
  readonly busy: Map<string, number>;
  /** The request that is out and offers to take it: another one would bring it twice. */
  ask: PendingAsk | null;
}

interface PendingAsk {
  readonly source: string;
  /** In milliseconds. */
  readonly since: number;
}

/** A request for one of some blocks; disposed of as soon as it is known which one comes. */
export interface Ask extends Disposable {
  readonly blocks: readonly Block[];
}

/**
 * Which blocks of a reel to ask whom for. Pure bookkeeping: it starts nothing and waits for nothing.
 * The rarest come first, those equally rare in an order of chance, so that receivers differ. When
 * nothing is missing but what is on its way, sources with nothing to do take over from slow ones.
 */
export class BlockBoard {
  readonly #entries = new Map<string, Entry>();
  readonly #now: () => number;
  readonly #random: () => number;
  /** In an order of chance. */
  #missing: Entry[] = [];
  #done = 0;
  #isSealed = false;
  /** What blocks usually take, in milliseconds; null before the first one has come. */
  #usual: number | null = null;

  constructor(now: () => number = () => performance.now(), random: () => number = Math.random) {
    this.#now = now;
    this.#random = random;
  }

  /** @returns those that were not known yet */
  add(blocks: readonly Block[]): Block[] {
    const fresh: Block[] = [];
    for (const block of blocks) {
      const key = formatBlock(block);
      if (this.#entries.has(key)) continue;
      const entry: Entry = { block, state: 'missing', busy: new Map(), ask: null };
      this.#entries.set(key, entry);
      fresh.push(block);
      const place = Math.floor(this.#random() * (this.#missing.length + 1));
      this.#missing.push(entry);
      // One step of a Fisher–Yates shuffle.
      [this.#missing[place], this.#missing[this.#missing.length - 1]] = [
        entry,
        this.#missing[place] ?? entry,
      ];
    }
    return fresh;
  }

  /**
   * These are the blocks from now on: those that are done, or on their way, stay so.
   * @returns those that were not known yet
   */
  replace(blocks: readonly Block[]): Block[] {
    const wanted = new Set(blocks.map(formatBlock));
    for (const key of [...this.#entries.keys()]) if (!wanted.has(key)) this.#entries.delete(key);
    const isKept = (entry: Entry) => this.#entries.has(formatBlock(entry.block));
    this.#missing = this.#missing.filter(isKept);
    this.#done = [...this.#entries.values()].filter(({ state }) => state === 'done').length;
    return this.add(blocks);
  }

  /** Whether something is not done that this one could give. */
  couldUse(canGive: (block: Block) => boolean): boolean {
    return [...this.#entries.values()].some(
      ({ state, block }) => state !== 'done' && canGive(block),
    );
  }

  /** No block will be added any more, unless another plan replaces this one. */
  seal(): void {
    this.#isSealed = true;
  }

  get isSealed(): boolean {
    return this.#isSealed;
  }

  get isDone(): boolean {
    return this.#isSealed && this.#done === this.#entries.size;
  }

  /** How many blocks are not checked yet; more than any number, as long as others may be added. */
  get unfinished(): number {
    return this.#isSealed ? this.#entries.size - this.#done : Number.POSITIVE_INFINITY;
  }

  isMissing(block: Block): boolean {
    return this.#entries.get(formatBlock(block))?.state === 'missing';
  }

  /** Whether some source is busy with a block. */
  get isBusy(): boolean {
    return [...this.#entries.values()].some(({ state }) => state === 'arriving');
  }

  /** Whether it has come, checked or not. */
  isHere(block: Block): boolean {
    const entry = this.#entries.get(formatBlock(block));
    return entry !== undefined && isHere(entry);
  }

  /**
   * The blocks that `source` shall choose from next. Nobody else is asked for them meanwhile, so it
   * is a small share of what is missing.
   * @param canGive which blocks it has
   * @param rarity how many others have a block
   * @returns null if there is nothing that it could help with now
   */
  ask(
    source: string,
    options: {
      readonly canGive: (block: Block) => boolean;
      readonly rarity: (block: Block) => number;
      readonly most: number;
    },
  ): Ask | null {
    const { canGive, rarity, most } = options;
    const offered = this.#missing.filter(({ ask, block }) => ask === null && canGive(block));
    const count = Math.min(most, Math.ceil(offered.length / SHARES));
    const entries =
      offered.length > 0
        ? rarestFirst(offered, rarity).slice(0, count)
        : this.#slow(source, canGive).slice(0, 1);
    if (entries.length === 0) return null;
    const pending: PendingAsk = { source, since: this.#now() };
    for (const entry of entries) entry.ask = pending;
    return {
      blocks: entries.map(({ block }) => block),
      [Symbol.dispose]: () => {
        for (const entry of entries) if (entry.ask === pending) entry.ask = null;
      },
    };
  }

  /**
   * `source` begins to bring this block.
   * @returns false if it is not wanted, because others bring it, or it is here
   */
  begin(block: Block, source: string): boolean {
    const entry = this.#entries.get(formatBlock(block));
    if (entry === undefined || isHere(entry)) return false;
    if (entry.state === 'arriving' && !this.#isSlow(entry, source)) return false;
    this.#leaveMissing(entry);
    entry.state = 'arriving';
    entry.busy.set(source, this.#now());
    return true;
  }

  /**
   * `source` has brought this block in full.
   * @returns whether it was the first: only then the block is of use
   */
  arrived(block: Block, source: string): boolean {
    const entry = this.#entries.get(formatBlock(block));
    if (entry === undefined || isHere(entry)) return false;
    const began = entry.busy.get(source);
    if (began !== undefined) {
      const took = this.#now() - began;
      this.#usual = this.#usual === null ? took : 0.8 * this.#usual + 0.2 * took;
    }
    this.#leaveMissing(entry);
    entry.state = 'here';
    entry.busy.clear();
    return true;
  }

  /** This block is checked. */
  finish(block: Block): void {
    const entry = this.#entries.get(formatBlock(block));
    if (entry === undefined || entry.state === 'done') return;
    this.#leaveMissing(entry);
    entry.state = 'done';
    entry.busy.clear();
    this.#done += 1;
  }

  /** What has come of this block is of no use: it is to be brought once more. */
  refuse(block: Block): void {
    const entry = this.#entries.get(formatBlock(block));
    if (entry?.state !== 'here') return;
    entry.state = 'missing';
    this.#missing.unshift(entry);
  }

  /** `source` will not bring this block: another one may. */
  giveUp(block: Block, source: string): void {
    const entry = this.#entries.get(formatBlock(block));
    if (entry === undefined || !entry.busy.delete(source)) return;
    if (entry.state !== 'arriving' || entry.busy.size > 0) return;
    entry.state = 'missing';
    this.#missing.unshift(entry);
  }

  #leaveMissing(entry: Entry): void {
    if (entry.state === 'missing') this.#missing = this.#missing.filter((each) => each !== entry);
  }

  /**
   * Blocks with which another source has been busy for unusually long, or which it was asked for and
   * does not answer; only when all that is missing is asked for.
   */
  #slow(source: string, canGive: (block: Block) => boolean): Entry[] {
    if (!this.#isSealed || this.#missing.some(({ ask }) => ask === null)) return [];
    return [...this.#entries.values()].filter(
      (entry) =>
        canGive(entry.block) && (this.#isSlow(entry, source) || this.#isUnanswered(entry, source)),
    );
  }

  /** Two bring it at the most, unless both of them are very slow: so with three, and with more. */
  #isSlow({ state, busy }: Entry, source: string): boolean {
    if (state !== 'arriving' || busy.has(source)) return false;
    return this.#isUnusual(Math.max(...busy.values()), MORE_PATIENCE ** (busy.size - 1));
  }

  #isUnanswered({ state, ask }: Entry, source: string): boolean {
    if (state !== 'missing' || ask === null || ask.source === source) return false;
    return this.#isUnusual(ask.since);
  }

  /** Whether what began then takes unusually long, by a factor. */
  #isUnusual(since: number, factor = 1): boolean {
    const patience = this.#usual === null ? FIRST_PATIENCE : Math.max(LEAST_PATIENCE, this.#usual);
    return this.#now() - since > factor * patience;
  }
}

function isHere({ state }: Entry): boolean {
  return state === 'here' || state === 'done';
}

/** Equally rare ones stay in their order. */
function rarestFirst(entries: readonly Entry[], rarity: (block: Block) => number): Entry[] {
  return entries
    .map((entry) => ({ entry, rarity: rarity(entry.block) }))
    .sort((a, b) => a.rarity - b.rarity)
    .map(({ entry }) => entry);
}
