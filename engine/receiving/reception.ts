import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { DisposableStack } from '@whatwg-node/disposablestack';
import { CancelledError } from '../../shared/errors.ts';
import { type Block, formatBlock } from '../../shared/gtp/reel.ts';
import type { PeerId } from '../../shared/ids.ts';
import { sizePromptly } from '../files/prompt.ts';
import type { ReceivedReel, WholeBlock } from '../quarantine/received-reel.ts';
import { Condition } from '../waiting/condition.ts';
import { deferred } from '../waiting/deferred.ts';
import { Patience } from '../waiting/patience.ts';
import { BlockBoard } from './block-board.ts';
import type { ArrivedBlock } from './checking/arrived-block.ts';
import { BlockChecks } from './checking/block-checks.ts';
import { Lane, Races } from './lane.ts';
import { FollowedPlan } from './plan/followed-plan.ts';
import { PlanReader } from './plan/plan-reader.ts';
import type { Reach } from './reach.ts';
import { type Supplier, Suppliers } from './suppliers.ts';

/** How often it is checked whether anything is moving, in milliseconds. */
const HEARTBEAT = 500;

/** What an earlier attempt has brought, and has not checked. */
interface LeftBlock {
  readonly whole: WholeBlock;
  /** In bytes. */
  readonly size: number;
}

/**
 * One reel on its way from several peers: those that hold all of it, and those that receive it
 * themselves. Peers come, go and fail as they like; it goes on as long as anyone gives anything.
 */
export class Reception {
  readonly #reach: Reach;
  readonly #received: ReceivedReel;
  /** Aborts when the reel is here, or cannot come: all that is under way is of no use any more. */
  readonly #over = new AbortController();
  readonly #signal: AbortSignal;
  readonly #ended = deferred();
  readonly #board = new BlockBoard();
  /** The numbers of the blocks in the progress. */
  readonly #numbers = new Map<string, number>();
  readonly #suppliers: Suppliers;
  readonly #plans: PlanReader;
  readonly #plan: FollowedPlan;
  readonly #races = new Races();
  readonly #checks: BlockChecks;
  /** Blocks of an earlier attempt, until it is known that they are of this reel; by name. */
  readonly #left = new Map<string, LeftBlock>();
  readonly #lanes = new Set<Promise<void>>();
  readonly #work = new Condition();
  readonly #patience: Patience;

  /** @param onPlanned called when it is known of which blocks the reel is made */
  constructor(reach: Reach, received: ReceivedReel, onPlanned: () => void) {
    this.#reach = reach;
    this.#received = received;
    const { reel } = received.definition;
    this.#signal = AbortSignal.any([reach.signal, this.#over.signal]);
    this.#patience = new Patience(reach.patience);
    const events = {
      joined: (supplier: Supplier) => this.#openLanes(supplier),
      blamed: () => this.#beat(),
      hopeless: () => this.#end(),
    };
    this.#suppliers = new Suppliers(reach, received.definition, events, this.#signal);
    const checking = { reach, received, isOpen: () => this.#suppliers.isOpen };
    const checkEvents = {
      taken: (arrived: ArrivedBlock) => this.#taken(arrived),
      refused: (arrived: ArrivedBlock, error: unknown) => this.#refused(arrived, error),
      objects: () => this.#plan.objects,
      areOthersReceiving: () => this.#suppliers.areOthersReceiving,
      came: (arrived: ArrivedBlock) => this.#came(arrived),
      isMoreComing: (unchecked: number) =>
        this.#board.unfinished > unchecked && !this.#suppliers.isAnyonePassingOn,
    };
    this.#checks = new BlockChecks(checking, checkEvents, this.#signal);
    this.#plan = new FollowedPlan({
      ...{ reach, received, suppliers: this.#suppliers, board: this.#board, onPlanned },
      onBlocks: (fresh) => this.#expect(fresh),
      onEnd: () => this.#end(),
      signal: this.#signal,
    });
    const planEvents = {
      heard: (supplier: Supplier, blocks: readonly Block[]) => {
        this.#plan.heard(supplier, blocks);
        this.#takeUpLeft();
        this.#work.notifyAll();
      },
      read: (supplier: Supplier) => {
        if (supplier.plan !== null) reach.toldPlans.note(reel, supplier.id, supplier.plan);
        this.#plan.read(supplier);
        this.#takeUpLeft();
        this.#checks.look();
      },
      failed: (supplier: Supplier, error: unknown) => this.#suppliers.fail(supplier, error),
    };
    this.#plans = new PlanReader(reel, planEvents, this.#signal);
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
    const stack = new DisposableStack();
    this.#signal.addEventListener('abort', () => this.#ended.resolve(), { once: true });
    try {
      stack.use(sources.watch(() => this.#refresh()));
      stack.use(setInterval(() => this.#beat(), HEARTBEAT));
      if (this.#signal.aborted) this.#end();
      else this.#refresh();
      this.#plan.look();
      await this.#ended.promise;
    } finally {
      this.#over.abort();
      stack.dispose();
      this.#work.notifyAll();
      await Promise.all([this.#plans.ended(), this.#plan.ended(), ...this.#lanes]);
      await this.#checks.ended();
      progress.isChecking = false;
    }
    this.#reach.signal.throwIfAborted();
    if (this.#board.isDone) return;
    throw this.#suppliers.failure ?? new CancelledError();
  }

  /** Goes on where an interrupted transfer stopped. */
  async #restore(): Promise<void> {
    const { quarantine, progress } = this.#reach;
    const { plan } = this.#received.definition;
    this.#plan.restore(
      plan,
      this.#received.done.map(({ block }) => block),
    );
    for (const { block, peer } of this.#received.done) {
      this.#board.finish(block);
      progress.finished(this.#numberOf(block), peer);
    }
    const packs = new Set(this.#received.done.map(({ checksum }) => checksum));
    for (const checksum of packs) {
      const { size } = await stat(join(quarantine.packDirectory, `pack-${checksum}.pack`));
      progress.kept(size);
    }
    for (const whole of await this.#received.wholeBlocks()) {
      const { size } = await stat(whole.file);
      this.#left.set(formatBlock(whole.block), { whole, size });
    }
    this.#takeUpLeft();
  }

  /** An interruption may come before the plan is known: then what has come waits for that. */
  #takeUpLeft(): void {
    for (const [name, { whole, size }] of this.#left) {
      if (!this.#board.arrived(whole.block, whole.peer)) continue;
      this.#left.delete(name);
      this.#reach.progress.kept(size);
      this.#check({ whole, supplier: null }, size);
    }
  }

  #end(): void {
    this.#over.abort();
    this.#ended.resolve();
  }

  #refresh(): void {
    this.#suppliers.refresh();
    this.#work.notifyAll();
  }

  #openLanes(supplier: Supplier): void {
    this.#plans.read(supplier);
    const parts = {
      ...{ board: this.#board, received: this.#received, suppliers: this.#suppliers },
      ...{ progress: this.#reach.progress, races: this.#races, work: this.#work },
      numberOf: (block: Block) => this.#numberOf(block),
      arrived: (from: Supplier, whole: WholeBlock) => this.#arrived(from, whole),
      wantsIndexes: ({ id }: Supplier) => this.#wantsIndexes(id),
      fail: (failed: Supplier, error: unknown) => this.#suppliers.fail(failed, error),
    };
    for (let count = 0; count < supplier.lanes; count += 1) {
      const lane = new Lane(parts, supplier, this.#signal);
      const running = lane.run().finally(() => this.#lanes.delete(running));
      this.#lanes.add(running);
    }
  }

  #wantsIndexes(id: PeerId): boolean {
    const { onTrust, sources } = this.#reach;
    return onTrust && this.#received.definition.reel.haves.length === 0 && sources.isTrusted(id);
  }

  #expect(fresh: readonly Block[]): void {
    const first = this.#reach.progress.expectBlocks(fresh.length);
    for (const [index, block] of fresh.entries()) {
      this.#numbers.set(formatBlock(block), first + index);
    }
    this.#work.notifyAll();
  }

  #numberOf(block: Block): number {
    return this.#numbers.get(formatBlock(block)) ?? 0;
  }

  async #arrived(supplier: Supplier, whole: WholeBlock): Promise<void> {
    this.#races.end(whole.block);
    this.#check({ whole, supplier }, await sizePromptly(whole.file));
  }

  #check(arrived: ArrivedBlock, size: number): void {
    this.#checks.add(arrived, size);
    this.#reach.progress.isChecking = this.#checks.isBusy;
  }

  #came({ whole: { block, peer }, supplier }: ArrivedBlock): void {
    this.#reach.progress.finished(this.#numberOf(block), supplier?.id ?? peer);
    this.#plan.moved();
  }

  #taken({ whole: { block, peer }, supplier }: ArrivedBlock): void {
    this.#board.finish(block);
    this.#reach.progress.finished(this.#numberOf(block), supplier?.id ?? peer);
    this.#plan.moved();
    this.#work.notifyAll();
  }

  #refused({ whole: { block }, supplier }: ArrivedBlock, error: unknown): void {
    this.#reach.progress.refused(this.#numberOf(block));
    this.#board.refuse(block);
    if (this.#signal.aborted) return;
    if (error !== null && supplier !== null) this.#suppliers.fail(supplier, error);
    else if (error !== null) this.#suppliers.failHere(error);
    this.#work.notifyAll();
  }

  /** Checks whether anything is moving, and wakes those who may take over from a slow peer. */
  #beat(): void {
    const { progress } = this.#reach;
    this.#plan.look();
    this.#takeUpLeft();
    this.#checks.look();
    progress.isChecking = this.#checks.isBusy;
    if (this.#board.isBusy || this.#checks.isBusy || this.#plan.isAnyoneOfUse) {
      this.#patience.restore();
      progress.enter(this.#checks.isEnding ? 'checking' : 'receiving');
    } else {
      this.#suppliers.refresh();
      const isOver = this.#suppliers.isHopeless || this.#suppliers.isWithdrawn;
      if (isOver || this.#patience.isOver()) this.#end();
      else progress.enter('waiting');
    }
    this.#work.notifyAll();
  }
}
