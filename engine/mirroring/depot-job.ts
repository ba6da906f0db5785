import { isDeepStrictEqual } from 'node:util';
import type { Alias } from '../../shared/domain/git/tracking-refs.ts';
import type { SharedRepository } from '../../shared/gtp/manifest.ts';
import type { PeerId, TransferId } from '../../shared/ids.ts';
import type { RemoteCopy } from '../asking/remote-copy.ts';
import type { Sources } from '../asking/sources.ts';
import type { Depot } from '../depot/depot.ts';
import type { DepotProject } from '../depot/depot-project.ts';
import type { Repository } from '../git/open.ts';
import { Quarantine } from '../quarantine/quarantine.ts';
import type { Progress } from '../receiving/progress.ts';
import type { PassedOnReels } from '../reels/passed-on-reels.ts';
import type { Aliases } from '../remotes/aliases.ts';
import { fetchFromPeer } from '../transfers/fetch-from-peer.ts';
import { meantFirst } from '../transfers/fetch-job.ts';
import { fetchLargeFiles } from '../transfers/fetch-large-files.ts';
import type { Description, Job, Outcome } from '../transfers/job.ts';
import type { DepotRequest } from '../transfers/transfer-log.ts';
import { fingerprint, isOpenForGood } from './offered.ts';
import { dropWithdrawn, followOwner } from './owners-heads.ts';

/** How long to wait for somebody who leaves, in milliseconds: they come back with a list. */
const PATIENCE = 5_000;

export interface DepotJobParts {
  readonly self: PeerId;
  readonly depot: Depot;
  readonly sources: Sources;
  readonly passedOn: PassedOnReels;
  readonly aliases: Aliases;
}

/**
 * Brings all heads of one person's copy into a project of a depot; where that person is its owner, the project's own
 * branches and tags follow. It comes of itself, and is not gone on with after a restart.
 */
export class DepotJob implements Job {
  readonly description: Description;
  readonly request: DepotRequest;
  readonly place: string;
  readonly #parts: DepotJobParts;
  readonly #project: DepotProject;
  readonly #source: RemoteCopy;

  constructor(parts: DepotJobParts, id: TransferId, project: DepotProject, source: RemoteCopy) {
    this.#parts = parts;
    this.#project = project;
    this.#source = source;
    const { id: repository, swarm, name } = project.record;
    this.place = project.folder;
    this.request = { kind: 'depot', repository, peer: source.peer.id };
    const path = project.repository.path;
    this.description = { id, kind: 'fetch', swarm, name, path, isAutomatic: true };
  }

  /** @throws DepotFullError */
  async work(progress: Progress, signal: AbortSignal): Promise<Outcome> {
    const { depot } = this.#parts;
    const project = this.#project;
    const full = new AbortController();
    const within = AbortSignal.any([signal, full.signal]);
    try {
      const updated = await project.exclusively(async (opened) => {
        await this.#withdraw(opened, within);
        const room = depot.roomFor(project);
        progress.bound(room, () => full.abort(depot.fullError(project, progress.bytes)));
        return this.#bring(opened, progress, within);
      });
      return { updated, verify: null };
    } catch (error) {
      throw full.signal.aborted ? full.signal.reason : error;
    }
  }

  async discard(): Promise<void> {
    const { self } = this.#parts;
    await this.#project.exclusively((opened) => Quarantine.discard(opened, self));
  }

  get #isOwners(): boolean {
    const { owner, heads } = this.#project.record;
    return heads === 'owner' && owner === this.#source.peer.id;
  }

  async #withdraw(opened: Repository, signal: AbortSignal): Promise<void> {
    if (this.#isOwners) await dropWithdrawn(this.#project, opened, this.#source.shared, signal);
  }

  async #bring(opened: Repository, progress: Progress, signal: AbortSignal) {
    const { self, sources, passedOn, aliases } = this.#parts;
    const [project, source] = [this.#project, this.#source];
    const { id: peer, name } = source.peer;
    const alias = await this.#aliasIn(opened, signal);
    await aliases.remember(project.record.id, peer, alias);
    const copies = () => meantFirst(sources.copiesRelatedTo(source.shared.roots), source);
    const { updates, listed } = await fetchFromPeer({
      ...{ self, repository: opened, sources, passedOn, source, copies, alias, progress, signal },
      chosen: { only: [], except: [] },
      heldBack: () => new Map(),
      patience: PATIENCE,
    });
    const task = { repository: opened, sources, copies, progress, signal };
    await fetchLargeFiles(
      task,
      updates.flatMap((each) => each.new ?? []),
    );
    await project.measure();
    if (this.#isOwners) await this.#beAs(opened, alias, listed, signal);
    const shown = fingerprint(listed, project.record.owner);
    const heads = listed.heads.length;
    await project.keeps({ peer, name, alias, seenAt: Date.now(), heads, shown });
    return updates;
  }

  /** The project becomes what its owner has. */
  async #beAs(opened: Repository, alias: Alias, shared: SharedRepository, signal: AbortSignal) {
    const project = this.#project;
    const { name, description = null, roots, origins } = shared;
    const told = { name, description, roots: [...roots], originHashes: [...origins] };
    const isTold = isDeepStrictEqual({ ...project.record, ...told }, project.record);
    if (!isTold) await project.update(told);
    await followOwner(project, opened, alias, shared, signal);
    if (!isTold) await project.reread();
    // Only now it holds what its owner shows to everyone, and nothing else.
    const isOpen = project.record.scope === 'everyone' && isOpenForGood(shared);
    if (isOpen !== project.record.isOpen) await project.update({ isOpen });
  }

  async #aliasIn(opened: Repository, signal: AbortSignal): Promise<Alias> {
    const { aliases } = this.#parts;
    const { id, people } = this.#project.record;
    const { peer } = this.#source;
    const known = people.find((each) => each.peer === peer.id)?.alias;
    if (known !== undefined) return known;
    return (await aliases.choose(id, opened, peer, undefined, signal)).alias;
  }
}
