import { rm, stat } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import pLimit from 'p-limit';
import { CancelledError } from '../../shared/errors.ts';
import { LIMITS } from '../../shared/gtp/limits.ts';
import type { SharedRepository } from '../../shared/gtp/manifest.ts';
import { type Block, formatBlock, type Reel } from '../../shared/gtp/reel.ts';
import { ROUTES } from '../../shared/gtp/routes.ts';
import type { PeerId, ReelName } from '../../shared/ids.ts';
import { BlockSource, type Part } from '../asking/block-source.ts';
import type { PeerLine } from '../asking/peer-line.ts';
import type { RemoteCopy } from '../asking/remote-copy.ts';
import { BadBlockError, NotServedError, ProtocolError } from '../errors/peer-failures.ts';
import { receiveOnTrust, receivePack } from '../quarantine/receive-pack.ts';
import type { ReceivedReel } from '../quarantine/received-reel.ts';
import { nameOfReel } from '../reels/rules/reel-name.ts';
import { deferred } from '../waiting/deferred.ts';
import { Patience } from '../waiting/patience.ts';
import { pause } from '../waiting/pause.ts';
import { Arrival } from './arrival.ts';
import { type Ask, BlockBoard } from './block-board.ts';
import { Conduct } from './conduct.ts';
import type { Reach } from './reach.ts';

/**
 * Blocks under way at once, and blocks to choose from, with a peer that has all of them: enough to
 * keep the line full while the next ones are built.
 */
const FULL = { lanes: 4, choice: 4 } as const;
/** The same with one that passes some on: there may be many of them. */
const HOLDER = { lanes: 2, choice: 2 } as const;
/** How often it is looked whether anything goes on, in milliseconds. */
const HEARTBEAT = 500;
/** After how long a peer is asked again that was busy with others, in milliseconds. */
const BUSY_PAUSE = 300;
/** A plan of which nothing is heard for so many milliseconds is asked of somebody else as well. */
const SLOW_PLAN = 3_000;

/** A peer that blocks of the reel are taken from. */
interface Supplier {
  readonly id: PeerId;
  readonly source: BlockSource;
  /** With all blocks, and the plan; null for one that passes on what it has received. */
  readonly copy: RemoteCopy | null;
  readonly lanes: number;
  readonly choice: number;
  canGive(block: Block): boolean;
  /** What is to be done when it turns out not to have what it offered. */
  withdraw(): void;
  /** Aborts when nothing more is taken from it. */
  readonly abort: AbortController;
}

/**
 * One reel on its way from several peers: those that hold all of it, and those that receive it
 * themselves. Peers come, go and fail as they like; it goes on as long as anyone gives anything.
 */
export class Reception {
  readonly #reach: Reach;
  readonly #reel: Reel;
  readonly #name: ReelName;
  readonly #received: ReceivedReel;
  readonly #signal: AbortSignal;
  /** Aborts when the reel is here, or cannot come: all that is under way is of no use any more. */
  readonly #over = new AbortController();
  readonly #ended = deferred();
  readonly #board = new BlockBoard();
  /** The numbers of the blocks in the progress. */
  readonly #numbers = new Map<string, number>();
  readonly #suppliers = new Map<PeerId, Supplier>();
  readonly #joining = new Set<PeerId>();
  /** Copies that cannot produce this reel, as they are shared now. */
  readonly #refused = new WeakSet<SharedRepository>();
  readonly #conduct = new Conduct();
  /** Who is busy with each block: they may stop when it is here. */
  readonly #races = new Map<string, Set<AbortController>>();
  readonly #index = pLimit(availableParallelism());
  readonly #patience: Patience;
  readonly #lanes = new Set<Promise<void>>();
  readonly #onPlanned: () => void;
  /** Who is asked of which blocks the reel is made. */
  readonly #planReaders = new Set<Supplier>();
  #planHeardAt = 0;
  /** Settles when there may be more to do. */
  #news = deferred();
  #failure: unknown = null;
  #isOpen = false;

  /** @param onPlanned called when it is known of which blocks the reel is made */
  constructor(reach: Reach, received: ReceivedReel, onPlanned: () => void) {
    this.#reach = reach;
    this.#received = received;
    this.#onPlanned = onPlanned;
    this.#reel = received.definition.reel;
    this.#name = nameOfReel(this.#reel);
    this.#signal = AbortSignal.any([reach.signal, this.#over.signal]);
    this.#patience = new Patience(reach.patience);
  }

  /**
   * Settles when every block is in the quarantine.
   * @throws what the last source failed with, if nobody gives anything for too long
   */
  async run(): Promise<void> {
    const { progress, sources } = this.#reach;
    progress.expectBytes(this.#received.definition.estimatedBytes);
    progress.enter('receiving');
    await this.#restore();
    const watching = sources.watch(() => this.#refresh());
    const heartbeat = setInterval(() => this.#beat(), HEARTBEAT);
    this.#signal.addEventListener('abort', () => this.#ended.resolve(), { once: true });
    try {
      if (this.#board.isDone || this.#signal.aborted) this.#end();
      else this.#refresh();
      await this.#ended.promise;
    } finally {
      this.#over.abort();
      clearInterval(heartbeat);
      watching[Symbol.dispose]();
      this.#tell();
      await Promise.all(this.#lanes);
    }
    this.#reach.signal.throwIfAborted();
    if (!this.#board.isDone) throw this.#failure ?? new CancelledError();
  }

  /** Goes on where an interrupted transfer stopped. */
  async #restore(): Promise<void> {
    const { quarantine, progress } = this.#reach;
    const { plan } = this.#received.definition;
    this.#expect(plan ?? this.#received.done.map(({ block }) => block));
    for (const { block, checksum, peer } of this.#received.done) {
      this.#board.keep(block);
      const { size } = await stat(join(quarantine.packDirectory, `pack-${checksum}.pack`));
      progress.kept(size);
      progress.finished(this.#numbers.get(formatBlock(block)) ?? 0, peer);
    }
    if (plan !== null) this.#board.seal();
  }

  #end(failure: unknown = null): void {
    this.#failure = failure ?? this.#failure;
    this.#over.abort();
    this.#ended.resolve();
  }

  /** Wakes the lanes that wait for more to do. */
  #tell(): void {
    this.#news.resolve();
    this.#news = deferred();
  }

  /** Takes on whoever can give something and is not at work yet. */
  #refresh(): void {
    if (this.#signal.aborted) return;
    for (const copy of this.#reach.copies()) void this.#join(copy);
    for (const holder of this.#reach.sources.holders(this.#name)) {
      const { id } = holder.source.line.peer;
      if (!this.#isWelcome(id)) continue;
      this.#takeOn({
        id,
        source: holder.source,
        copy: null,
        ...HOLDER,
        canGive: (block) => holder.blocks().has(formatBlock(block)),
        withdraw: () => holder.forget(),
        abort: new AbortController(),
      });
    }
    this.#tell();
  }

  /** Asks a peer for the very same reel; it becomes a supplier if it can produce it. */
  async #join(copy: RemoteCopy): Promise<void> {
    const { id } = copy.peer;
    const current = this.#suppliers.get(id);
    const isBetter = current !== undefined && current.copy === null;
    if (this.#joining.has(id) || this.#refused.has(copy.shared)) return;
    if (!isBetter && !this.#isWelcome(id)) return;
    this.#joining.add(id);
    const { wants, haves, layout } = this.#reel;
    const request = { wants, haves: haves.map((oid) => [oid]), layout };
    try {
      const offer = await copy.offer(request, this.#signal);
      if (nameOfReel(offer.reel) !== this.#name) {
        this.#refused.add(copy.shared);
        return;
      }
      this.#isOpen ||= copy.shared.open === true;
      this.#suppliers.get(id)?.abort.abort();
      this.#takeOn({
        id,
        source: new BlockSource(copy.line, ROUTES.produced(copy.shared.id, this.#name)),
        copy,
        ...FULL,
        canGive: () => true,
        withdraw: () => {},
        abort: new AbortController(),
      });
    } catch (error) {
      if (this.#signal.aborted) return;
      if (error instanceof NotServedError) {
        this.#refused.add(copy.shared);
        this.#failure ??= error;
      } else this.#blame(copy.line, error);
    } finally {
      this.#joining.delete(id);
    }
  }

  #isWelcome(id: PeerId): boolean {
    return !this.#suppliers.has(id) && this.#reach.avoid !== id && this.#conduct.isWelcome(id);
  }

  #takeOn(supplier: Supplier): void {
    this.#suppliers.set(supplier.id, supplier);
    if (!this.#board.isSealed && this.#planReaders.size === 0) this.#readPlan();
    for (let lane = 0; lane < supplier.lanes; lane += 1) {
      const running = this.#runLane(supplier).finally(() => this.#lanes.delete(running));
      this.#lanes.add(running);
    }
  }

  /** Learns from a peer with the whole reel of which blocks it is made; the next one does if that fails. */
  #readPlan(): void {
    const reader = [...this.#suppliers.values()].find(
      (each) => each.copy !== null && !this.#planReaders.has(each),
    );
    if (reader?.copy == null) return;
    this.#planReaders.add(reader);
    this.#planHeardAt = Date.now();
    const signal = AbortSignal.any([this.#signal, reader.abort.signal]);
    const plan: Block[] = [];
    const hear = (blocks: readonly Block[]) => {
      if (this.#board.isSealed) return;
      this.#planHeardAt = Date.now();
      plan.push(...blocks);
      this.#expect(blocks);
    };
    const reading = reader.copy
      .readPlan(this.#name, hear, signal)
      .then(async () => {
        if (this.#board.isSealed) return;
        this.#board.seal();
        this.#onPlanned();
        await this.#received.setPlan(plan);
        if (this.#board.isDone) this.#end();
        this.#tell();
      })
      .catch((error: unknown) => {
        this.#planReaders.delete(reader);
        if (!signal.aborted) this.#fail(reader, error);
        if (!this.#signal.aborted && this.#planReaders.size === 0) this.#readPlan();
      });
    this.#lanes.add(reading);
  }

  #expect(blocks: readonly Block[]): void {
    const { progress } = this.#reach;
    const fresh = this.#board.add(blocks);
    if (this.#board.size > LIMITS.blocksPerReel) {
      throw new ProtocolError('A project in too many pieces was offered.');
    }
    const first = progress.expectBlocks(fresh.length);
    for (const [index, block] of fresh.entries()) {
      this.#numbers.set(formatBlock(block), first + index);
    }
    this.#tell();
  }

  /** Takes block after block from one peer, until it fails or all is here. Never throws. */
  async #runLane(supplier: Supplier): Promise<void> {
    const signal = AbortSignal.any([this.#signal, supplier.abort.signal]);
    while (!signal.aborted) {
      const { promise: news } = this.#news;
      try {
        if (await this.#goOn(supplier, signal)) continue;
        const ask = this.#ask(supplier);
        if (ask === null) await news;
        else await this.#bringOneOf(ask, supplier, signal);
      } catch (error) {
        if (!signal.aborted) this.#fail(supplier, error);
      }
    }
  }

  #ask(supplier: Supplier): Ask | null {
    const others = [...this.#suppliers.values()].filter(
      (each) => each !== supplier && each.copy === null,
    );
    return this.#board.ask(supplier.id, {
      canGive: (block) => supplier.canGive(block),
      rarity: (block) => others.filter((each) => each.canGive(block)).length,
      most: supplier.choice,
    });
  }

  /** Finishes a block of which a part is here. @returns false if there is none that this peer can give */
  async #goOn(supplier: Supplier, signal: AbortSignal): Promise<boolean> {
    const kept = await this.#received.takePart(
      (block) => this.#board.isMissing(block) && supplier.canGive(block),
    );
    if (kept === null) return false;
    const { part, size, isKept } = kept;
    if (!this.#board.begin(part.block, supplier.id)) {
      this.#received.returnPart(part);
      return false;
    }
    if (isKept) this.#reach.progress.kept(size);
    await this.#bring(supplier, signal, (sink, raceSignal) => {
      sink.adopt(part);
      return supplier.source.resume(part, size, sink, raceSignal);
    });
    return true;
  }

  async #bringOneOf(ask: Ask, supplier: Supplier, signal: AbortSignal): Promise<void> {
    // Others may take what this one does not bring.
    const release = () => {
      ask[Symbol.dispose]();
      this.#tell();
    };
    let isBrought: boolean;
    try {
      const next = (sink: Arrival, raceSignal: AbortSignal) =>
        supplier.source.next(ask.blocks, sink, raceSignal);
      isBrought = await this.#bring(supplier, signal, next, release);
    } finally {
      release();
    }
    if (!isBrought) await pause(BUSY_PAUSE * (0.5 + Math.random()), signal);
  }

  /**
   * @param onChosen called when the peer has said which block comes
   * @returns whether a block has come
   */
  async #bring(
    supplier: Supplier,
    signal: AbortSignal,
    download: (sink: Arrival, signal: AbortSignal) => Promise<Part | null>,
    onChosen: () => void = () => {},
  ): Promise<boolean> {
    const arrival = new Arrival({
      onBytes: (bytes) => this.#reach.progress.received(supplier.id, bytes),
      begin: (block, checksum) => {
        const isWanted = this.#board.begin(block, supplier.id);
        onChosen();
        if (!isWanted) return null;
        return this.#received.newPart(block, checksum, supplier.id);
      },
      restart: (block, checksum) => this.#received.newPart(block, checksum, supplier.id),
    });
    const race = new AbortController();
    const leaveRace = arrival.onBlock((block) => this.#enterRace(block, race));
    try {
      const part = await download(arrival, AbortSignal.any([signal, race.signal]));
      if (part === null) return false;
      await this.#accept(supplier, part, signal);
      return true;
    } catch (error) {
      if (race.signal.aborted && !signal.aborted) return true;
      throw error;
    } finally {
      leaveRace();
      if (arrival.part !== null) await this.#putAside(supplier, arrival.part);
    }
  }

  /** What has arrived of a block that did not come in full is kept for whoever brings it next. */
  async #putAside(supplier: Supplier, part: Part): Promise<void> {
    this.#board.giveUp(part.block, supplier.id);
    if (this.#board.isFinished(part.block) || this.#conduct.isDropped(supplier.id)) {
      await this.#received.dropPart(part);
    } else {
      this.#received.returnPart(part);
    }
    this.#tell();
  }

  #enterRace(block: Block, race: AbortController): () => void {
    const key = formatBlock(block);
    const racers = this.#races.get(key) ?? new Set();
    this.#races.set(key, racers.add(race));
    return () => {
      racers.delete(race);
      if (racers.size === 0) this.#races.delete(key);
    };
  }

  /** Checks a block that has come in full, and makes it count. */
  async #accept(supplier: Supplier, part: Part, signal: AbortSignal): Promise<void> {
    const { quarantine, progress, held } = this.#reach;
    const { block, file } = part;
    const { objectFormat } = this.#reel;
    const isThin = this.#reel.haves.length > 0;
    const sender = supplier.source.line.peer.name;
    const pack = { file, sender, objects: block.to - block.from };
    let isChecked = true;
    let checksum: string | null;
    try {
      if (this.#reach.onTrust && !isThin && this.#reach.sources.isTrusted(supplier.id)) {
        isChecked = false;
        const index = this.#received.newScratch(`${formatBlock(block)}.${supplier.id}.idx`);
        await supplier.source.index(block, index, signal);
        checksum = await receiveOnTrust(quarantine, objectFormat, { ...pack, index });
      } else {
        checksum = await this.#index(() => {
          signal.throwIfAborted();
          return receivePack(quarantine, objectFormat, { ...pack, isThin }, signal);
        });
      }
    } catch (error) {
      if (!(error instanceof BadBlockError)) throw error;
      // What is damaged must not be gone on with.
      await rm(file, { force: true });
      // Where two peers sent a part each, nobody knows whose is the damaged one.
      if (part.peer !== supplier.id) return;
      throw error;
    }
    if (this.#board.isFinished(block) || checksum === null) return;
    const base = join(quarantine.packDirectory, `pack-${checksum}`);
    if (this.#isOpen && isChecked) {
      const received = isThin
        ? { packPath: file, indexPath: null, checksum: part.checksum }
        : { packPath: `${base}.pack`, indexPath: `${base}.idx`, checksum };
      await held.hold(this.#name, objectFormat, block, received);
    }
    await this.#received.addDone({ block, checksum, peer: supplier.id, isChecked });
    if (!this.#board.finish(block, supplier.id)) return;
    progress.finished(this.#numbers.get(formatBlock(block)) ?? 0, supplier.id);
    for (const race of this.#races.get(formatBlock(block)) ?? []) race.abort();
    if (this.#board.isDone) this.#end();
  }

  /** Nothing more is taken from this peer, for now or for good. */
  #fail(supplier: Supplier, error: unknown): void {
    supplier.abort.abort();
    if (this.#suppliers.get(supplier.id) === supplier) this.#suppliers.delete(supplier.id);
    if (error instanceof NotServedError) supplier.withdraw();
    this.#blame(supplier.source.line, error);
    // It may have come back already, or offer the same anew.
    this.#refresh();
  }

  #blame({ peer }: PeerLine, error: unknown): void {
    const verdict = this.#conduct.failed(peer, error);
    this.#failure = verdict.kind === 'dropped' ? verdict.reason : error;
    if (verdict.kind === 'dropped') {
      this.#reach.progress.drop(peer.id, verdict.reason.message);
    }
    if (verdict.kind === 'ours') this.#end(error);
    this.#beat();
  }

  /** Looks whether anything goes on, and wakes those who may take over from a slow peer. */
  #beat(): void {
    const { progress } = this.#reach;
    const isAnyoneThere =
      this.#board.isBusy ||
      this.#joining.size > 0 ||
      [...this.#suppliers.values()].some((each) => each.copy !== null);
    const isPlanSlow = Date.now() - this.#planHeardAt > SLOW_PLAN;
    if (!this.#board.isSealed && isPlanSlow) this.#readPlan();
    if (isAnyoneThere) {
      this.#patience.restore();
      progress.enter('receiving');
    } else {
      this.#refresh();
      const isHopeless = this.#reach.copies().every(({ peer }) => this.#conduct.isDropped(peer.id));
      const isForGood = isHopeless && this.#conduct.isAnyoneDropped;
      if (isForGood || this.#patience.isOver()) this.#end();
      else progress.enter('waiting');
    }
    this.#tell();
  }
}
