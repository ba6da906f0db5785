import type { SwarmId } from '../../shared/ids.ts';
import type { Member, World } from './world.ts';

/** So much of its swarms somebody has to know for its start to be over. */
const MOST_OF_THEM = 0.9;

/** Somebody who wants to find the peers of their projects. */
export interface Seeker extends Member {
  readonly swarms: readonly SwarmId[];
}

interface Newcomer {
  readonly since: number;
  readonly expected: number;
  /** Whom it could have found when it started, and has not. */
  readonly missing: Set<Seeker>;
  first: number | null;
  most: number | null;
}

/** Who has found whom, and how soon: of peers of the same swarm that are on different networks. */
export class Finds {
  /** How long newcomers took, in milliseconds: to find the first, and nine of ten. */
  readonly first: number[] = [];
  readonly most: number[] = [];
  readonly #world: World;
  readonly #bySwarm = new Map<SwarmId, Set<Seeker>>();
  readonly #newcomers = new Map<Seeker, Newcomer>();

  constructor(world: World) {
    this.#world = world;
  }

  started(peer: Seeker): void {
    const missing = new Set(this.#reachable(peer));
    for (const swarm of peer.swarms) {
      this.#bySwarm.set(swarm, (this.#bySwarm.get(swarm) ?? new Set()).add(peer));
    }
    if (missing.size === 0 || peer.lan.isCut) return;
    const since = this.#world.clock.now();
    this.#newcomers.set(peer, {
      ...{ since, missing, expected: missing.size, first: null, most: null },
    });
  }

  stopped(peer: Seeker): void {
    for (const swarm of peer.swarms) this.#bySwarm.get(swarm)?.delete(peer);
    this.#newcomers.delete(peer);
    // Whoever is gone need not be found any more.
    for (const [newcomer, { missing }] of this.#newcomers) {
      if (missing.delete(peer)) this.#look(newcomer);
    }
  }

  /** Networks are cut off, or back: what newcomers took then says nothing. */
  disturbed(): void {
    this.#newcomers.clear();
  }

  linked(peer: Seeker, other: Member): void {
    const newcomer = this.#newcomers.get(peer);
    if (newcomer?.missing.delete(other as Seeker)) {
      newcomer.first ??= this.#world.clock.now() - newcomer.since;
      this.#look(peer);
    }
  }

  /** Those who still look, and have looked for longer than so many milliseconds. */
  lateAfter(milliseconds: number): readonly { readonly first: number | null }[] {
    const now = this.#world.clock.now();
    return [...this.#newcomers.values()].filter(({ since }) => now - since > milliseconds);
  }

  /** Of all who could be connected at the moment, the share that is; and who is with nobody though there is somebody. */
  share(): { readonly share: number; readonly alone: readonly Seeker[] } {
    let [possible, linked] = [0, 0];
    const alone: Seeker[] = [];
    const all = new Set([...this.#bySwarm.values()].flatMap((peers) => [...peers]));
    for (const peer of all) {
      const others = this.#reachable(peer);
      const known = others.filter((other) => this.#world.isLinked(peer, other)).length;
      possible += others.length;
      linked += known;
      if (others.length > 0 && known === 0) alone.push(peer);
    }
    return { share: possible === 0 ? 1 : linked / possible, alone };
  }

  #reachable(peer: Seeker): Seeker[] {
    const all = peer.swarms.flatMap((swarm) => [...(this.#bySwarm.get(swarm) ?? [])]);
    const isFar = (other: Seeker) => other.lan !== peer.lan;
    const world = this.#world;
    return [...new Set(all)].filter(
      (other) => other !== peer && isFar(other) && world.canReach(peer.lan, other.lan),
    );
  }

  #look(peer: Seeker): void {
    const newcomer = this.#newcomers.get(peer);
    if (newcomer === undefined) return;
    const { since, expected, missing, first } = newcomer;
    if (missing.size > expected * (1 - MOST_OF_THEM)) return;
    const took = this.#world.clock.now() - since;
    this.#newcomers.delete(peer);
    // All whom it missed have left meanwhile.
    if (first === null) return;
    this.first.push(first);
    this.most.push(took);
  }
}
