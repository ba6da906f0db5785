import { LIMITS } from '../../../shared/gtp/limits.ts';
import { type Block, type Layout, stripCount } from '../../../shared/gtp/reel.ts';
import { ProtocolError } from '../../errors/peer-failures.ts';

/**
 * Of which blocks a reel is made, as one peer says. Where strips are cut depends on how a peer has packed its
 * objects, and differs among honest ones; how many objects each strip holds does not, and any peer can make
 * any block within that.
 */
export class Plan {
  readonly #blocks: Block[] = [];
  /** How many objects each strip holds, as far as it was told. */
  readonly #counts = new Map<number, number>();
  #outline: string | null = null;

  /** Of one that was read before. @throws ProtocolError if it is none */
  static of(blocks: readonly Block[], layout: Layout): Plan {
    const plan = new Plan();
    plan.hear(blocks);
    plan.complete(layout);
    return plan;
  }

  get blocks(): readonly Block[] {
    return this.#blocks;
  }

  get isComplete(): boolean {
    return this.#outline !== null;
  }

  /** How many objects each strip holds, as one word; null until it is known in full. */
  get outline(): string | null {
    return this.#outline;
  }

  /** How many all strips hold. */
  get objects(): number {
    return [...this.#counts.values()].reduce((sum, count) => sum + count, 0);
  }

  /** @throws ProtocolError if they are too many */
  hear(blocks: readonly Block[]): void {
    if (this.#blocks.length + blocks.length > LIMITS.blocksPerReel) {
      throw new ProtocolError('A project in too many pieces was offered.');
    }
    for (const block of blocks) {
      this.#blocks.push(block);
      const { strip, to } = block;
      this.#counts.set(strip, Math.max(to, this.#counts.get(strip) ?? 0));
    }
  }

  /** All of it was told. @throws ProtocolError unless every object of a strip is in just one block */
  complete(layout: Layout): void {
    const reached = new Map<number, number>();
    const inOrder = this.#blocks.toSorted((a, b) => a.strip - b.strip || a.from - b.from);
    for (const { strip, from, to } of inOrder) {
      if (strip >= stripCount(layout) || from !== (reached.get(strip) ?? 0)) {
        throw new ProtocolError('A project in pieces that do not fit together was offered.');
      }
      reached.set(strip, to);
    }
    this.#outline = [...reached].map(([strip, count]) => `${strip}:${count}`).join(' ');
  }

  /** Whether these objects are in the reel, as far as this peer has told. */
  holds({ strip, to }: Block): boolean {
    return to <= (this.#counts.get(strip) ?? 0);
  }
}

/**
 * Which of several peers' plans is followed: the one that most say. Nobody is blamed for saying otherwise; a
 * plan that turned out to lack something is set aside.
 */
export class PlanChoice {
  readonly #setAside = new Set<string>();

  setAside({ outline }: Plan): void {
    if (outline !== null) this.#setAside.add(outline);
  }

  isSetAside({ outline }: Plan): boolean {
    return outline !== null && this.#setAside.has(outline);
  }

  /**
   * @param plans one of each peer that is there
   * @param current what is followed now: another one needs more that say so
   */
  best(plans: readonly Plan[], current: Plan | null): Plan | null {
    const votes = new Map<string, Plan[]>();
    for (const plan of plans) {
      const { outline } = plan;
      if (outline === null || this.isSetAside(plan)) continue;
      votes.set(outline, [...(votes.get(outline) ?? []), plan]);
    }
    const isCurrent = ([first]: Plan[]) => first?.outline === current?.outline;
    const [most] = [...votes.values()].sort(
      (a, b) => b.length - a.length || Number(isCurrent(b)) - Number(isCurrent(a)),
    );
    if (most === undefined) return null;
    return current !== null && isCurrent(most) ? current : (most[0] ?? null);
  }
}
