import type { Block, Reel } from '../../../shared/gtp/reel.ts';
import { existingObjects } from '../../git/cat-file.ts';
import { isComplete } from '../../quarantine/is-complete.ts';
import type { ReceivedReel } from '../../quarantine/received-reel.ts';
import type { BlockBoard } from '../block-board.ts';
import type { Reach } from '../reach.ts';
import type { Supplier, Suppliers, WholeSupplier } from '../suppliers.ts';
import { walkReceived } from '../walk-received.ts';
import { Plan, PlanChoice } from './plan.ts';

/** Where plans differ and no block has come for so many milliseconds, another one is followed. */
const SLOW_PLAN = 10_000;
/** The same where the first one to be heard of is still incomplete. */
const SLOW_READING = 3_000;

export interface FollowedPlanParts {
  readonly reach: Reach;
  readonly received: ReceivedReel;
  readonly suppliers: Suppliers;
  readonly board: BlockBoard;
  /** More blocks are to come. */
  readonly onBlocks: (fresh: readonly Block[]) => void;
  /** It is known of which blocks the reel is made. */
  readonly onPlanned: () => void;
  /** All of it is here, as far as anybody says. */
  readonly onEnd: () => void;
  readonly signal: AbortSignal;
}

/**
 * The plan that a reception follows. Peers tell theirs one by one, and one of them may lie. So nobody is asked
 * for what it has not told of; where plans differ, the one that most tell of is followed; and when that is
 * here, what counts is whether the objects are complete: else the next one is followed. Nobody is blamed.
 */
export class FollowedPlan {
  readonly #parts: FollowedPlanParts;
  readonly #reel: Reel;
  readonly #choice = new PlanChoice();
  /** Whose plan is followed while none is known in full. */
  #front: Supplier | null = null;
  #plan: Plan | null = null;
  #isSettling = false;
  #isToldOf = false;
  #work: Promise<void> = Promise.resolve();
  #writing: Promise<void> = Promise.resolve();
  #movedAt = performance.now();

  constructor(parts: FollowedPlanParts) {
    this.#parts = parts;
    this.#reel = parts.received.definition.reel;
  }

  /** What an earlier attempt has read, and what it has brought. */
  restore(kept: readonly Block[] | null, done: readonly Block[]): void {
    this.#add(done);
    if (kept === null) return;
    try {
      this.#follow(Plan.of(kept, this.#reel.layout));
    } catch {
      // It is read anew.
    }
  }

  /** Settles when nothing is under way any more. */
  async ended(): Promise<void> {
    await this.#work;
    await this.#writing;
  }

  heard(from: Supplier, blocks: readonly Block[]): void {
    this.#movedAt = performance.now();
    if (this.#plan !== null) return;
    const isFree = this.#front === null || this.#front.abort.signal.aborted;
    if (this.#front === from) this.#add(blocks);
    else if (isFree) {
      this.#front = from;
      this.#replace(from.plan?.blocks ?? []);
    }
  }

  read(from: Supplier): void {
    if (this.#plan === null && this.#front === from && from.plan !== null) this.#follow(from.plan);
    this.look();
  }

  /** A block has come. */
  moved(): void {
    this.#movedAt = performance.now();
    this.look();
  }

  /** To be called when something has changed, and now and then. */
  look(): void {
    const { board, signal, suppliers } = this.#parts;
    if (signal.aborted || this.#isSettling) return;
    const plans = suppliers.whole().map(({ plan }) => plan);
    if (this.#plan === null && this.#mayWait()) return;
    const best = this.#choice.best(plans, this.#plan);
    if (best !== null && best !== this.#plan) this.#follow(best);
    if (this.#plan === null) return;
    if (board.isDone) this.#mayBeAll(this.#plan);
    else if (this.#silence() > SLOW_PLAN) this.#turnTo(this.#plan);
  }

  /** How many objects the reel holds; null while that is not known in full, or peers say different things. */
  get objects(): number | null {
    if (this.#plan === null || this.#isDisputed(this.#plan)) return null;
    return this.#plan.objects;
  }

  /** Whether somebody may still give something that is of use. */
  get isAnyoneOfUse(): boolean {
    const { board, suppliers } = this.#parts;
    if (suppliers.isAnyoneJoining) return true;
    return suppliers
      .whole()
      .some(({ plan, canGive }) => !plan.isComplete || board.couldUse((block) => canGive(block)));
  }

  #silence(): number {
    return performance.now() - this.#movedAt;
  }

  #mayWait(): boolean {
    const isReading = this.#front !== null && !this.#front.abort.signal.aborted;
    return isReading && this.#silence() < SLOW_READING;
  }

  /** Follows another plan that as many tell of: nothing comes of this one. */
  #turnTo(from: Plan): void {
    const other = this.#rivals(from).find(({ plan }) => plan.isComplete);
    this.#movedAt = performance.now();
    if (other !== undefined) this.#follow(other.plan);
  }

  #follow(plan: Plan): void {
    const { board, received, onPlanned } = this.#parts;
    this.#plan = plan;
    this.#movedAt = performance.now();
    this.#replace(plan.blocks);
    board.seal();
    if (!this.#isToldOf) onPlanned();
    this.#isToldOf = true;
    // Should it not be written, it is read again.
    this.#writing = this.#writing.then(() => received.setPlan(plan.blocks)).catch(() => {});
  }

  /** Those who tell otherwise, or have not told yet. */
  #rivals(followed: Plan): WholeSupplier[] {
    return this.#parts.suppliers
      .whole()
      .filter(({ plan }) => plan.outline !== followed.outline && !this.#choice.isSetAside(plan));
  }

  #isDisputed(followed: Plan): boolean {
    return this.#rivals(followed).some(({ plan }) => plan.isComplete);
  }

  /** All that this plan names is here: where others tell otherwise, it is seen whether that is all. */
  #mayBeAll(followed: Plan): void {
    const { suppliers, onEnd, signal } = this.#parts;
    const rivals = this.#rivals(followed);
    if (rivals.length === 0 && !suppliers.isAnyoneJoining) {
      onEnd();
      return;
    }
    // It is not: somebody else is still to say more.
    if (this.#choice.isSetAside(followed)) return;
    this.#isSettling = true;
    this.#work = this.#isEnough(this.#isDisputed(followed))
      // What is wrong shows when all is checked.
      .catch(() => true)
      .then((isEnough) => {
        this.#isSettling = false;
        if (signal.aborted) return;
        if (isEnough) return onEnd();
        this.#choice.setAside(followed);
        this.look();
      });
  }

  async #isEnough(isDisputed: boolean): Promise<boolean> {
    const { reach, signal } = this.#parts;
    const { wants } = this.#reel;
    if (isDisputed) {
      return walkReceived({ ...reach, signal }, (within) =>
        isComplete(reach.quarantine, wants, within),
      );
    }
    const here = await existingObjects(reach.quarantine.place, wants, { signal });
    return here.size === wants.length;
  }

  #add(blocks: readonly Block[]): void {
    this.#parts.onBlocks(this.#parts.board.add(blocks));
  }

  #replace(blocks: readonly Block[]): void {
    this.#parts.onBlocks(this.#parts.board.replace(blocks));
  }
}
