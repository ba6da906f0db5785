import type { SharedRepository } from '../../shared/gtp/manifest.ts';
import { type Block, formatBlock, type Reel, type ReelOffer } from '../../shared/gtp/reel.ts';
import { ROUTES } from '../../shared/gtp/routes.ts';
import type { PeerId, ReelName } from '../../shared/ids.ts';
import { BlockSource } from '../asking/block-source.ts';
import type { RemoteCopy } from '../asking/remote-copy.ts';
import { NotServedError } from '../errors/peer-failures.ts';
import { nameOfReel } from '../reels/rules/reel-name.ts';
import { Conduct } from './conduct.ts';
import { Plan } from './plan/plan.ts';
import type { Reach } from './reach.ts';

/**
 * Blocks under way at once, and blocks to choose from, with a peer that has all of them: enough to
 * keep the line full while the next ones are built.
 */
const FULL = { lanes: 4, choice: 4, runs: false } as const;
/** The same with one that sends several in one answer: the next one is on its way while this one is put down. */
const FULL_IN_RUNS = { lanes: 2, choice: 8, runs: true } as const;
/** The same with one that passes some on: there may be many of them. */
const HOLDER = { lanes: 2, choice: 2 } as const;

/** From how many bytes on a reel is worth connections of its own. */
const LARGE = 1024 * 1024;

/** A peer that blocks of the reel are taken from. */
export interface Supplier {
  readonly id: PeerId;
  readonly source: BlockSource;
  /** With all blocks, and the plan; null for one that passes on what it has received. */
  readonly copy: RemoteCopy | null;
  /** What it has told of the plan: it is asked for nothing beyond that, whatever others say. */
  readonly plan: Plan | null;
  readonly lanes: number;
  readonly choice: number;
  /** Whether it sends several blocks in one answer. */
  readonly runs: boolean;
  canGive(block: Block): boolean;
  /** What is to be done when it turns out not to have what it offered. */
  withdraw(): void;
  /** Aborts when nothing more is taken from it. */
  readonly abort: AbortController;
}

/** One with all blocks. */
export type WholeSupplier = Supplier & { readonly copy: RemoteCopy; readonly plan: Plan };

export interface SupplierEvents {
  /** Blocks can be taken from it, until it aborts. */
  joined(supplier: Supplier): void;
  /** Somebody has failed: fewer may be left. */
  blamed(): void;
  /** What failed is no peer's fault, and nobody would do better. */
  hopeless(): void;
}

/** Who gives blocks of one reel: peers join, are blamed for what they do, and leave. */
export class Suppliers {
  readonly #reach: Reach;
  readonly #reel: Reel;
  readonly #name: ReelName;
  readonly #isLarge: boolean;
  readonly #signal: AbortSignal;
  readonly #events: SupplierEvents;
  readonly #all = new Map<PeerId, Supplier>();
  readonly #joining = new Set<PeerId>();
  /** Copies that cannot produce this reel, as they are shared now. */
  readonly #refused = new WeakSet<SharedRepository>();
  readonly #conduct = new Conduct();
  #offered: Reach['offered'] | null;
  #failure: unknown = null;
  #isOpen = false;
  #isShared = false;

  /** @param signal aborts when nothing more is to be taken from anybody */
  constructor(
    reach: Reach,
    { reel, estimatedBytes }: Pick<ReelOffer, 'reel' | 'estimatedBytes'>,
    events: SupplierEvents,
    signal: AbortSignal,
  ) {
    this.#reach = reach;
    this.#offered = reach.offered ?? null;
    this.#reel = reel;
    this.#isLarge = estimatedBytes >= LARGE;
    this.#name = nameOfReel(reel);
    this.#events = events;
    this.#signal = signal;
  }

  /** Why the last of those who failed did; null if nobody has. */
  get failure(): unknown {
    return this.#failure;
  }

  /** Whether somebody shares what is in the reel with everyone: then it may be passed on. */
  get isOpen(): boolean {
    return this.#isOpen;
  }

  /** Whether somebody may be about to say that it has all of it. */
  get isAnyoneJoining(): boolean {
    return this.#joining.size > 0;
  }

  /** Whether nothing more is taken from anybody who has it. */
  get isHopeless(): boolean {
    const areAllDropped = this.#reach.copies().every(({ peer }) => this.isDropped(peer.id));
    return areAllDropped && this.#conduct.isAnyoneDropped;
  }

  /** Those who were asked are there, and share it no more: waiting brings nothing. */
  get isWithdrawn(): boolean {
    return this.#failure instanceof NotServedError && this.#reach.copies().length === 0;
  }

  isDropped(id: PeerId): boolean {
    return this.#conduct.isDropped(id);
  }

  /** Those that have all blocks. */
  whole(): WholeSupplier[] {
    return [...this.#all.values()].filter((each): each is WholeSupplier => each.copy !== null);
  }

  /** Whether nobody else gives anything. */
  isAlone(supplier: Supplier): boolean {
    return this.#all.size === 1 && this.#all.get(supplier.id) === supplier;
  }

  /** Whether others are on the way to what I receive, too. */
  get isAnyonePassingOn(): boolean {
    return [...this.#all.values()].some(({ copy }) => copy === null);
  }

  /** Whoever gives had others to serve, too. */
  noteOthers(): void {
    this.#isShared = true;
  }

  /** Whether others receive the same at this moment, as far as anybody can tell. */
  get areOthersReceiving(): boolean {
    return this.#isShared || this.isAnyonePassingOn;
  }

  /** How many others pass this block on. */
  rarity(block: Block, than: Supplier): number {
    let count = 0;
    for (const each of this.#all.values()) {
      if (each !== than && each.copy === null && each.canGive(block)) count += 1;
    }
    return count;
  }

  /** Takes on whoever can give something and is not at work yet. */
  refresh(): void {
    if (this.#signal.aborted) return;
    for (const copy of this.#reach.copies()) void this.#join(copy);
    for (const holder of this.#reach.sources.holders(this.#name, this.#isLarge)) {
      const { id } = holder.source.line.peer;
      if (!this.#isWelcome(id)) continue;
      this.#takeOn({
        id,
        source: holder.source,
        copy: null,
        plan: null,
        ...HOLDER,
        runs: holder.runs,
        canGive: (block) => holder.blocks().has(formatBlock(block)),
        withdraw: () => holder.forget(),
        abort: new AbortController(),
      });
    }
  }

  /** Nothing more is taken from this one, for now or for good. */
  fail(supplier: Supplier, error: unknown): void {
    supplier.abort.abort();
    if (this.#all.get(supplier.id) === supplier) this.#all.delete(supplier.id);
    if (error instanceof NotServedError) supplier.withdraw();
    this.#blame(supplier.source.line.peer, error);
    // It may have come back already, or offer the same anew.
    this.refresh();
  }

  /** Nobody who is here has to do with what failed. */
  failHere(error: unknown): void {
    this.#failure = error;
    this.#events.hopeless();
  }

  /** Asks a peer for the very same reel; it becomes a supplier if it can produce it. */
  async #join(copy: RemoteCopy): Promise<void> {
    const { id } = copy.peer;
    const current = this.#all.get(id);
    const isBetter = current !== undefined && current.copy === null;
    if (this.#joining.has(id) || this.#refused.has(copy.shared)) return;
    if (!isBetter && !this.#isWelcome(id)) return;
    this.#joining.add(id);
    const { wants, haves, layout } = this.#reel;
    const request = { wants, haves: haves.map((oid) => [oid]), layout };
    try {
      const offer = this.#takeOffered(copy) ?? (await copy.offer(request, this.#signal));
      if (nameOfReel(offer.reel) !== this.#name) {
        this.#refused.add(copy.shared);
        return;
      }
      this.#isOpen ||= copy.shared.open === true;
      this.#all.get(id)?.abort.abort();
      const plan = new Plan();
      this.#takeOn({
        id,
        source: new BlockSource(
          this.#isLarge ? copy.line.forBulk : copy.line,
          ROUTES.produced(copy.shared.id, this.#name),
        ),
        copy,
        plan,
        ...(offer.runs ? FULL_IN_RUNS : FULL),
        canGive: (block) => plan.holds(block),
        withdraw: () => {},
        abort: new AbortController(),
      });
    } catch (error) {
      if (this.#signal.aborted) return;
      if (error instanceof NotServedError) {
        this.#refused.add(copy.shared);
        this.#failure ??= error;
      } else this.#blame(copy.peer, error);
    } finally {
      this.#joining.delete(id);
    }
  }

  #takeOffered({ peer, shared }: RemoteCopy): ReelOffer | null {
    const offered = this.#offered;
    if (offered?.from.peer.id !== peer.id || offered.from.shared !== shared) return null;
    this.#offered = null;
    return nameOfReel(offered.offer.reel) === this.#name ? offered.offer : null;
  }

  #isWelcome(id: PeerId): boolean {
    return !this.#all.has(id) && this.#reach.avoid !== id && this.#conduct.isWelcome(id);
  }

  #takeOn(supplier: Supplier): void {
    this.#all.set(supplier.id, supplier);
    this.#events.joined(supplier);
  }

  #blame(peer: RemoteCopy['peer'], error: unknown): void {
    const verdict = this.#conduct.failed(peer, error);
    this.#failure = verdict.kind === 'dropped' ? verdict.reason : error;
    if (verdict.kind === 'dropped') this.#reach.progress.drop(peer.id, verdict.reason.message);
    if (verdict.kind === 'ours') this.#events.hopeless();
    this.#events.blamed();
  }
}
