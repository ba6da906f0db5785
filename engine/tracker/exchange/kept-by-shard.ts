import type { PeerId, SwarmId } from '../../../shared/ids.ts';
import type { CheckedEnvelope } from '../envelopes.ts';

/** An envelope as it is kept. */
export interface Kept extends CheckedEnvelope {
  readonly fingerprint: string;
  /** How many were taken before, and it: anew when there is a new reason to tell of it. */
  number: number;
  /** Null for one that nobody here can open. */
  readonly swarm: SwarmId | null;
  readonly peer: PeerId | null;
  /** A tracker says so. */
  isListed: boolean;
}

/** Envelopes by the parts that they are of, each part's in the order of their numbers. */
export class KeptByShard {
  /** By part: those that could be opened here, and the others. */
  readonly #shards = new Map<string, { readonly mine: Kept[]; readonly others: Kept[] }>();

  /** Those of the same part, and of the same kind. */
  alike({ envelope: { shard }, swarm }: Pick<Kept, 'envelope' | 'swarm'>): readonly Kept[] {
    return this.#shards.get(shard)?.[swarm === null ? 'others' : 'mine'] ?? [];
  }

  /** Its number is the highest. */
  add(kept: Kept): void {
    const { shard } = kept.envelope;
    const known = this.#shards.get(shard) ?? { mine: [], others: [] };
    this.#shards.set(shard, known);
    known[kept.swarm === null ? 'others' : 'mine'].push(kept);
  }

  remove(kept: Kept): void {
    const { shard } = kept.envelope;
    const known = this.#shards.get(shard);
    if (known === undefined) return;
    const among = known[kept.swarm === null ? 'others' : 'mine'];
    among.splice(placeAfter(among, kept.number - 1), 1);
    if (known.mine.length + known.others.length === 0) this.#shards.delete(shard);
  }

  /** @param shards the first bits of blinded ids @param since only those with higher numbers */
  of(shards: readonly string[], since: number): Kept[] {
    const beginnings = new Set(shards.flatMap(beginningsOf));
    // Those that tell more bits than are asked for.
    const longer = [...this.#shards.keys()].filter((shard) =>
      shards.some((wanted) => wanted.length < shard.length && shard.startsWith(wanted)),
    );
    return [...new Set([...beginnings, ...longer])].flatMap((shard) => {
      const { mine = [], others = [] } = this.#shards.get(shard) ?? {};
      return [mine, others].flatMap((kept) => kept.slice(placeAfter(kept, since)));
    });
  }
}

/** Where those begin that were taken after so many, of some in the order of their numbers. */
export function placeAfter(kept: readonly Kept[], number: number): number {
  let [from, until] = [0, kept.length];
  while (from < until) {
    const middle = (from + until) >> 1;
    if ((kept[middle] as Kept).number > number) until = middle;
    else from = middle + 1;
  }
  return from;
}

function beginningsOf(shard: string): string[] {
  return Array.from({ length: shard.length + 1 }, (_, length) => shard.slice(0, length));
}
