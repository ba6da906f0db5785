import type { PeerId, SwarmId } from '../../../shared/ids.ts';
import { type Kept, placeAfter } from './kept-by-shard.ts';

/** Peers that are connected, and what they say of themselves: by swarm, in the order of the numbers. */
export class MetPeers {
  readonly #peers = new Set<PeerId>();
  readonly #bySwarm = new Map<SwarmId, Kept[]>();

  has(peer: PeerId | null): boolean {
    return peer !== null && this.#peers.has(peer);
  }

  /** @returns whether it was not before */
  add(peer: PeerId): boolean {
    if (this.#peers.has(peer)) return false;
    this.#peers.add(peer);
    return true;
  }

  /** @param said what is kept of it */
  delete(peer: PeerId, said: readonly Kept[]): void {
    for (const kept of said) this.remove(kept);
    this.#peers.delete(peer);
  }

  /** Something of anybody's is kept. Its number is the highest. */
  put(kept: Kept): void {
    const { swarm, peer } = kept;
    if (swarm === null || !this.has(peer)) return;
    const among = this.#bySwarm.get(swarm);
    if (among === undefined) this.#bySwarm.set(swarm, [kept]);
    else among.push(kept);
  }

  /** It is kept no longer, or is about to get another number. */
  remove({ swarm, peer, number }: Kept): void {
    if (swarm === null || !this.has(peer)) return;
    const among = this.#bySwarm.get(swarm);
    if (among === undefined) return;
    const place = placeAfter(among, number - 1);
    if (among[place]?.number === number) among.splice(place, 1);
    if (among.length === 0) this.#bySwarm.delete(swarm);
  }

  /** @param since only those with higher numbers */
  of(swarms: ReadonlySet<SwarmId>, since: number): Kept[] {
    return [...swarms].flatMap((swarm) => {
      const among = this.#bySwarm.get(swarm) ?? [];
      return among.slice(placeAfter(among, since));
    });
  }
}
