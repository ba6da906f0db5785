import { groupIntoSwarms } from '../../shared/domain/git/swarms.ts';
import type { SharedRepository } from '../../shared/gtp/manifest.ts';
import type { Block } from '../../shared/gtp/reel.ts';
import { ROUTES } from '../../shared/gtp/routes.ts';
import type { Oid, PeerId, ReelName, SwarmId } from '../../shared/ids.ts';
import { OldHeadsError } from '../errors/peers.ts';
import type { Throttle } from '../gtp/throttle.ts';
import type { Peer } from '../peers/peer.ts';
import type { Peers } from '../peers/peers.ts';
import { BlockSource } from './block-source.ts';
import { PeerLine } from './peer-line.ts';
import { RemoteCopy } from './remote-copy.ts';

/** Somebody who has received blocks of a reel, and passes them on. */
export interface Holder {
  readonly source: BlockSource;
  /** By the block's text (`formatBlock`); grows while the peer receives more. */
  blocks(): ReadonlyMap<string, Block>;
  /** Whether it sends several of them in one answer. */
  readonly runs: boolean;
  /** It no longer passes them on. */
  forget(): void;
}

type Vet = (copy: RemoteCopy, signal: AbortSignal) => Promise<void>;

/** Who around me can give what, at this moment. */
export class Sources {
  readonly #peers: Peers;
  readonly #downloads: Throttle;
  readonly #vet: Vet;

  /** @param vet looks whether what a depot shows is what was pushed to it */
  constructor(peers: Peers, downloads: Throttle, vet: Vet) {
    this.#peers = peers;
    this.#downloads = downloads;
    this.#vet = vet;
  }

  /** Before a copy's heads are taken for what they say. @throws DepotLiesError, PeerFailure */
  vet(copy: RemoteCopy, signal: AbortSignal): Promise<void> {
    return this.#vet(copy, signal);
  }

  /** All copies that connected peers share with me. */
  copies(): RemoteCopy[] {
    return this.#peers.all.flatMap((peer) => this.#copiesOf(peer));
  }

  /** What a peer that is away shared of the project with these root commits, when it was here last. */
  lastKnownCopies(id: PeerId, roots: readonly Oid[]): RemoteCopy[] {
    const peer = this.#peers.find(id);
    const last = this.#peers.lastKnown(id);
    if (peer === null || last === null) return [];
    if (last.isExpired) throw new OldHeadsError(this.nameOf(id));
    return last.repositories
      .filter(relatedTo(roots))
      .map((shared) => new RemoteCopy(this.#lineTo(peer), shared));
  }

  /** All copies that one connected peer shares with me. */
  copiesOf(id: PeerId): RemoteCopy[] {
    const peer = this.#peers.find(id);
    return peer === null ? [] : this.#copiesOf(peer);
  }

  /** Whether a peer is connected, and has told what it shares with me. */
  hasTold(id: PeerId): boolean {
    return this.#peers.find(id)?.manifest != null;
  }

  /** Teammates' copies of the project with these root commits. */
  copiesRelatedTo(roots: readonly Oid[]): RemoteCopy[] {
    // At each change of anybody's list: of thousands of copies, only these few are made something of.
    if (roots.length === 0) return [];
    const isRelated = relatedTo(roots);
    return this.#peers.all.flatMap((peer) => this.#copiesOf(peer, isRelated));
  }

  /** Teammates' copies of a swarm, the one with the latest commit first. */
  copiesOfSwarm(id: SwarmId): RemoteCopy[] {
    const copies = this.copies().map((copy) => ({
      copy,
      swarm: copy.shared.swarm,
      roots: copy.shared.roots,
    }));
    const group = [...groupIntoSwarms(copies).values()].find((members) =>
      members.some(({ swarm }) => swarm === id),
    );
    return (group ?? []).map(({ copy }) => copy).sort((a, b) => latestCommit(b) - latestCommit(a));
  }

  /** Who passes on blocks of this reel. @param isLarge whether it is worth connections of its own */
  holders(reel: ReelName, isLarge: boolean): Holder[] {
    return this.#peers.all
      .filter((peer) => peer.link !== null && peer.holdings.of(reel).size > 0)
      .map((peer) => ({
        source: new BlockSource(this.#lineTo(peer, isLarge), ROUTES.passedOn(reel)),
        blocks: () => peer.holdings.of(reel),
        runs: peer.holdings.sendsRuns,
        forget: () => peer.holdings.forget(reel),
      }));
  }

  isTrusted(peer: PeerId): boolean {
    return this.#peers.isTrusted(peer);
  }

  isHere(peer: PeerId): boolean {
    return this.#peers.linkTo(peer) !== null;
  }

  nameOf(peer: PeerId): string {
    return this.#peers.nameOf(peer) ?? peer;
  }

  /** Calls `listener` whenever any of this may have changed. */
  watch(listener: () => void): Disposable {
    return this.#peers.watch(listener);
  }

  #copiesOf(
    peer: Peer,
    isWanted: (shared: SharedRepository) => boolean = () => true,
  ): RemoteCopy[] {
    const shared = peer.manifest?.repositories ?? [];
    return shared
      .filter(isWanted)
      .map((repository) => new RemoteCopy(this.#lineTo(peer), repository));
  }

  #lineTo(peer: Peer, isBulk = false): PeerLine {
    return new PeerLine(
      { id: peer.id, name: this.nameOf(peer.id) },
      () => peer.link,
      this.#downloads,
      isBulk,
    );
  }
}

/** The copy of one peer among several, if it has one. */
export function copyOfPeer(copies: readonly RemoteCopy[], peer: PeerId): RemoteCopy | null {
  return copies.find((copy) => copy.peer.id === peer) ?? null;
}

function relatedTo(roots: readonly Oid[]): (shared: SharedRepository) => boolean {
  const wanted = new Set(roots);
  return (shared) => shared.roots.some((root) => wanted.has(root));
}

function latestCommit({ shared }: RemoteCopy): number {
  return Math.max(0, ...shared.heads.map(({ tip }) => tip?.time ?? 0));
}
