import { EventEmitter } from 'node:events';
import pLimit from 'p-limit';
import { mirrorChooser } from '../../shared/domain/depot/mirror-pattern.ts';
import { asShoalError } from '../../shared/errors.ts';
import type { PeerId, RepositoryId } from '../../shared/ids.ts';
import { newTransferId } from '../../shared/new-transfer-id.ts';
import type { RemoteCopy } from '../asking/remote-copy.ts';
import { ChainFile } from '../chain/chain-file.ts';
import type { DepotProject } from '../depot/depot-project.ts';
import { PeerGoneError } from '../errors/peer-failures.ts';
import type { Transfers } from '../transfers/transfers.ts';
import { DepotJob, type DepotJobParts } from './depot-job.ts';
import { fingerprint, isKeepable, isOpenForGood } from './offered.ts';
import { Renewal } from './renewal.ts';

/** Transfers at once: they share the disk. */
const AT_ONCE = 2;
const RETRY = { first: 2_000, most: 10 * 60_000 };

export interface MirrorsParts extends DepotJobParts {
  readonly transfers: Transfers;
  /** Which projects are kept by themselves. */
  readonly patterns: readonly string[];
  /** Lets go of a project for now. */
  readonly letGo: (id: RepositoryId) => Promise<void>;
  readonly logged: (error: unknown) => void;
}

/**
 * Keeps a depot as its people have it: begins to keep what its patterns choose, brings everybody's heads when they
 * change, and says of whom they are no longer current.
 */
export class Mirrors implements AsyncDisposable {
  readonly events = new EventEmitter<{
    /** Somebody's heads are kept for the first time. */
    newPerson: [peer: PeerId];
    /** Something has come into a project. */
    brought: [project: DepotProject];
  }>();
  readonly #parts: MirrorsParts;
  readonly #isChosen: ReturnType<typeof mirrorChooser>;
  /** By project and person. */
  readonly #renewals = new Map<string, Renewal>();
  readonly #limit = pLimit(AT_ONCE);
  /** New projects are made one after the other: two people's copies may be of one. */
  readonly #making = pLimit(1);
  readonly #abort = new AbortController();

  constructor(parts: MirrorsParts) {
    this.#parts = parts;
    this.#isChosen = mirrorChooser(parts.patterns);
  }

  /** To be called when a peer has come, left, or shows something else. @param peer everybody if left out */
  look(peer?: PeerId): void {
    if (this.#abort.signal.aborted) return;
    const { depot, sources } = this.#parts;
    if (peer === undefined) {
      const here = new Set(sources.copies().map((copy) => copy.peer.id));
      const kept = depot.all.flatMap(({ record }) => record.people.map((each) => each.peer));
      for (const each of new Set([...here, ...kept])) this.look(each);
      return;
    }
    const copies = sources.copiesOf(peer).filter(({ shared }) => isKeepable(shared));
    const seen = new Set<RepositoryId>();
    for (const copy of copies) {
      const project = this.#placeOf(copy);
      if (project === null) this.#begin(copy);
      // Of several copies the first counts, as everywhere.
      else if (!seen.has(project.record.id) && this.#isWanted(project, copy)) {
        seen.add(project.record.id);
        this.#follow(project, copy);
      }
    }
    this.#missThose(peer, seen);
  }

  /** A project has been let go of. */
  async forget(id: RepositoryId): Promise<void> {
    const gone = [...this.#renewals].filter(([key]) => key.startsWith(`${id} `));
    for (const [key] of gone) this.#renewals.delete(key);
    await Promise.all(gone.map(([, renewal]) => renewal[Symbol.asyncDispose]()));
  }

  /** What was refused for want of room is tried again. */
  retry(): void {
    for (const renewal of this.#renewals.values()) renewal.retry();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#abort.abort();
    await this.#making(async () => {});
    await Promise.all([...this.#renewals.values()].map((each) => each[Symbol.asyncDispose]()));
  }

  #placeOf({ peer, shared }: RemoteCopy): DepotProject | null {
    return this.#parts.depot.placeOf(peer.id, shared.roots, isOpenForGood(shared));
  }

  /** Whose heads are kept: the owner's, those of trusted people, and of those whom a pattern chooses. */
  #isWanted({ record }: DepotProject, copy: RemoteCopy): boolean {
    const { id } = copy.peer;
    return record.owner === id || this.#parts.sources.isTrusted(id) || this.#isOffered(copy);
  }

  #isOffered({ peer: { id: peer, name: peerName }, shared: { name } }: RemoteCopy): boolean {
    return this.#isChosen({ peer, peerName, isTrusted: this.#parts.sources.isTrusted(peer), name });
  }

  /** Begins to keep a copy's project if a pattern chooses it, or it was shown to others when somebody asked for it. */
  #begin(copy: RemoteCopy): void {
    const { depot, logged } = this.#parts;
    const { peer, shared } = copy;
    const before = depot.withRoots(shared.roots).find(({ record }) => record.owner === peer.id);
    const isWanted = before?.record.isAdded === true || this.#isOffered(copy);
    if (!isWanted || depot.wasRemoved(shared.swarm)) return;
    const { isAdded = false, told = [] } = before?.record ?? {};
    const scope = isOpenForGood(shared) ? 'everyone' : 'owner';
    const making = async () => {
      if (this.#abort.signal.aborted) return;
      if (this.#placeOf(copy) === null) {
        await depot.make({ shared, owner: peer.id, scope, isAdded, told });
      }
      this.look(peer.id);
    };
    this.#making(making).catch(logged);
  }

  #follow(project: DepotProject, copy: RemoteCopy): void {
    const { peer, shared } = copy;
    this.#settleOwner(project, peer.id);
    const { record } = project;
    const wanted = fingerprint(shared, record.owner);
    const kept = record.people.find((each) => each.peer === peer.id);
    if (kept?.shown === wanted) {
      project.isAsShown(peer.id);
      this.#renewals.get(keyOf(record.id, peer.id))?.want(null);
      this.#letGoOfOther(project, copy);
    } else {
      this.#fallBehind(project, peer.id);
      this.#renewalOf(project, peer.id).want(wanted);
    }
  }

  /** What somebody shows to everyone by now, and is kept as that, is not kept for some as well; and the other way round. */
  #letGoOfOther({ record }: DepotProject, { peer, shared }: RemoteCopy): void {
    const { depot, letGo, logged } = this.#parts;
    const other = depot.placeOf(peer.id, shared.roots, record.scope === 'owner');
    if (other === null || other.record.heads === 'pushes') return;
    const isTheirs = other.record.people.every((each) => each.peer === peer.id);
    if (isTheirs) letGo(other.record.id).catch(logged);
  }

  /** One who was there first gives way to one who is trusted, unless an owner was named. */
  #settleOwner(project: DepotProject, peer: PeerId): void {
    const { sources, logged } = this.#parts;
    const { owner, isAdded, heads } = project.record;
    if (owner === peer) return;
    // One who does not show it to everyone any more is not who decides on it for everyone.
    const offers = sources.copiesOf(owner).some((copy) => this.#placeOf(copy) === project);
    const hasLeft = sources.hasTold(owner) && !offers;
    const isSettled = heads === 'pushes' || ((isAdded || sources.isTrusted(owner)) && !hasLeft);
    if (isSettled || !sources.isTrusted(peer)) return;
    this.#giveTo(project, peer).catch(logged);
  }

  /** Unless its signed pushes say whose it is: roles may be given before anything is pushed. */
  async #giveTo(project: DepotProject, peer: PeerId): Promise<void> {
    if (await ChainFile.isBegun(project.chainFolder)) return;
    await project.update({ owner: peer, isOpen: false });
    this.look(peer);
  }

  /** Of those who are away, or show it no more, the heads are as they were. */
  #missThose(peer: PeerId, seen: ReadonlySet<RepositoryId>): void {
    const { depot, sources } = this.#parts;
    const isHere = sources.hasTold(peer);
    for (const project of depot.all) {
      const { id, owner, isOpen } = project.record;
      if (seen.has(id)) continue;
      this.#renewals.get(keyOf(id, peer))?.want(null);
      this.#fallBehind(project, peer);
      if (isHere && owner === peer && isOpen) this.#hide(project);
    }
  }

  #hide(project: DepotProject): void {
    project.update({ isOpen: false }).catch(this.#parts.logged);
  }

  #fallBehind(project: DepotProject, peer: PeerId): void {
    project.fallsBehind(peer, Date.now()).catch(this.#parts.logged);
  }

  #renewalOf(project: DepotProject, peer: PeerId): Renewal {
    const key = keyOf(project.record.id, peer);
    const known = this.#renewals.get(key);
    if (known !== undefined) return known;
    const renewal = new Renewal({
      limit: this.#limit,
      retry: RETRY,
      work: (signal) => this.#bring(project, peer, signal),
      onEnd: (error) => {
        // Who leaves comes back with a list.
        const isQuiet = error === null || error instanceof PeerGoneError;
        project.hasProblem(peer, isQuiet ? null : asShoalError(error).message);
      },
    });
    this.#renewals.set(key, renewal);
    return renewal;
  }

  async #bring(project: DepotProject, peer: PeerId, signal: AbortSignal): Promise<void> {
    const { depot, sources, transfers } = this.#parts;
    const copies = sources.copiesOf(peer).filter(({ shared }) => isKeepable(shared));
    const source = copies.find((copy) => this.#placeOf(copy) === project);
    if (source === undefined) throw new PeerGoneError(sources.nameOf(peer));
    const isNew = !depot.all.some(({ record }) => record.people.some((each) => each.peer === peer));
    await transfers.run(new DepotJob(this.#parts, newTransferId(), project, source), signal);
    this.events.emit('brought', project);
    if (isNew) this.events.emit('newPerson', peer);
    this.look(peer);
  }
}

function keyOf(project: RepositoryId, peer: PeerId): string {
  return `${project} ${peer}`;
}
