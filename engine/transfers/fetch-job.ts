import type { FastForward, RefUpdate } from '../../shared/api/activity-state.ts';
import type { FetchFailure, FetchNote } from '../../shared/api/fetch-remarks.ts';
import type { HeadPatterns } from '../../shared/domain/git/head-patterns.ts';
import type { Alias, TrackingRef } from '../../shared/domain/git/tracking-refs.ts';
import { listed } from '../../shared/domain/words/listed.ts';
import { asShoalError } from '../../shared/errors.ts';
import type { Oid, PeerId, RepositoryId } from '../../shared/ids.ts';
import type { Activity } from '../activity/activity.ts';
import type { RemoteCopy } from '../asking/remote-copy.ts';
import { copyOfPeer, type Sources } from '../asking/sources.ts';
import { DiskFullError, explainDiskFull } from '../errors/interruptions.ts';
import { NotServedError } from '../errors/peer-failures.ts';
import { AbsentHeadsError } from '../errors/peers.ts';
import { NothingFetchedError } from '../errors/transfers.ts';
import { GitMissingError } from '../git/errors.ts';
import type { Repository } from '../git/open.ts';
import { Quarantine } from '../quarantine/quarantine.ts';
import type { Progress } from '../receiving/progress.ts';
import type { PassedOnReels } from '../reels/passed-on-reels.ts';
import type { AliasChoice, Aliases } from '../remotes/aliases.ts';
import type { Repositories } from '../repositories/repositories.ts';
import { type Fetched, fetchFromPeer } from './fetch-from-peer.ts';
import { fetchLargeFiles } from './fetch-large-files.ts';
import { type FetchSources, readingOf } from './fetch-sources.ts';
import type { Description, Job, Outcome } from './job.ts';
import { leftOutNotes } from './left-out-notes.ts';
import type { FetchRequest } from './transfer-log.ts';

export interface FetchParts {
  readonly self: PeerId;
  readonly repositories: Repositories;
  readonly sources: Sources;
  readonly fetchSources: FetchSources;
  readonly passedOn: PassedOnReels;
  readonly aliases: Aliases;
  readonly activity: Activity;
  /** Moves the user's branches along with what came of a teammate who is followed. */
  readonly moveBranches: (
    repository: { readonly id: RepositoryId; readonly opened: Repository },
    fetched: { peer: PeerId; alias: Alias; updated: readonly RefUpdate[] },
    signal: AbortSignal,
  ) => Promise<FastForward[]>;
  /** Writes down a failure that is told in a sentence only. */
  readonly logged: (error: unknown) => void;
}

const ALL_HEADS: HeadPatterns = { only: [], except: [] };
const NONE: ReadonlyMap<string, Oid | null> = new Map();
/** Heads named in a sentence. */
const NAMED = 3;

/** Fetches from one teammate after the other; what fails with one leaves the others as they are. */
export class FetchJob implements Job {
  readonly description: Description;
  readonly request: FetchRequest;
  readonly place: string;
  readonly #parts: FetchParts;
  /** How long to wait for somebody to be there, in milliseconds. */
  readonly #patience: number;

  /** @param place worktrees of one repository share it */
  constructor(
    parts: FetchParts,
    description: Description,
    request: FetchRequest,
    place: string,
    patience: number,
  ) {
    this.#parts = parts;
    this.description = description;
    this.request = request;
    this.place = place;
    this.#patience = patience;
  }

  async work(progress: Progress, signal: AbortSignal): Promise<Outcome> {
    const { fetchSources, logged } = this.#parts;
    await this.#refuseLostCopy();
    await fetchSources.untilSome(
      this.request,
      this.#patience,
      () => progress.enter('waiting'),
      signal,
    );
    const { found, others, failures } = fetchSources.choose(this.request);
    const failed: FetchFailure[] = failures.map(told);
    const errors: unknown[] = failures.map(({ error }) => error);
    const updated: RefUpdate[] = [];
    const notes: FetchNote[] = [];
    for (const source of found) {
      try {
        const fetched = await this.#fetchFrom(source, progress, signal);
        updated.push(...fetched.updates);
        notes.push(...fetched.notes, ...otherCopiesNotes(source, others));
      } catch (error) {
        signal.throwIfAborted();
        if (isEverybodys(error)) throw error;
        await this.#refuseLostCopy();
        errors.push(error);
        failed.push(told({ ...source.peer, error }));
        if (found.length === 1) continue;
        logged(error);
        // The next one's objects come into the same place.
        await this.discard();
      }
    }
    if (failed.length < found.length + failures.length)
      return { updated, failed, notes, verify: null };
    throw errors.length === 1 ? errors[0] : new NothingFetchedError(failed);
  }

  async discard(): Promise<void> {
    const { repositories, self } = this.#parts;
    // Of a repository that is mine no more, nothing is touched.
    const repository = repositories.find(this.request.repository)?.reading?.repository;
    if (repository !== undefined) await Quarantine.discard(repository, self);
  }

  /** Where my repository is gone or damaged meanwhile, that is why it failed, whatever git says of it. */
  async #refuseLostCopy(): Promise<void> {
    const copy = this.#parts.repositories.find(this.request.repository);
    await copy?.look();
    if (copy?.failure) throw copy.failure;
  }

  async #fetchFrom(source: RemoteCopy, progress: Progress, signal: AbortSignal) {
    const { self, repositories, sources, passedOn, aliases, activity, moveBranches } = this.#parts;
    const { repository: id, following } = this.request;
    const isAutomatic = following !== undefined;
    await sources.vet(source, signal);
    const { repository, roots } = readingOf(repositories.get(id));
    const { peer } = source;
    const choice = await this.#aliasFor(repository, peer, signal);
    const { alias } = choice;
    // Before the refs are there: an interruption must not make them somebody else's.
    await aliases.remember(id, peer.id, alias);
    const related = () => sources.copiesRelatedTo(roots);
    const copies = () => meantFirst(related(), source);
    const before = progress.bytes;
    const fetched = await fetchFromPeer({
      ...{ self, repository, sources, passedOn, source, copies, alias, progress, signal },
      patience: this.#patience,
      chosen: following ?? ALL_HEADS,
      heldBack: () => (isAutomatic ? activity.heldBack(id) : NONE),
    }).catch((error: unknown) => {
      const isGone = copyOfPeer(related(), peer.id) === null;
      // Who is here has its own reasons, and has told them.
      throw isGone && error instanceof NotServedError && !sources.isHere(peer.id)
        ? new AbsentHeadsError(peer.name, error)
        : error;
    });
    // What comes by itself is to stay small.
    if (!isAutomatic) {
      const task = { repository, sources, copies, progress, signal };
      await fetchLargeFiles(
        task,
        fetched.updates.flatMap((each) => each.new ?? []),
      );
    }
    const news = { peer: peer.id, alias, updated: fetched.updates };
    const fastForward = isAutomatic
      ? await moveBranches({ id, opened: repository }, news, signal)
      : [];
    // The heads are there: what is written down of them keeps nobody waiting.
    activity.fetched({
      ...{ repository: id, peer, updated: fetched.updates, isAutomatic, fastForward },
      bytes: progress.bytes - before,
    });
    return { updates: fetched.updates, notes: notesOf(peer, choice, fetched) };
  }

  #aliasFor(
    repository: Repository,
    peer: RemoteCopy['peer'],
    signal: AbortSignal,
  ): Promise<AliasChoice> {
    const { aliases } = this.#parts;
    const { repository: id, following, as } = this.request;
    if (following === undefined) return aliases.choose(id, repository, peer, as, signal);
    return aliases.chooseForFollowing(id, repository, peer, signal);
  }
}

export function meantFirst(copies: readonly RemoteCopy[], meant: RemoteCopy): RemoteCopy[] {
  const isMeant = (copy: RemoteCopy) =>
    copy.peer.id === meant.peer.id && copy.shared.id === meant.shared.id;
  return [...copies.filter(isMeant), ...copies.filter((copy) => !isMeant(copy))];
}

/** Whether it would go no better with anybody else. */
function isEverybodys(error: unknown): boolean {
  return explainDiskFull(error) instanceof DiskFullError || error instanceof GitMissingError;
}

function told({ id, name, error }: { id: PeerId; name: string; error: unknown }): FetchFailure {
  const { code, message: sentence } = asShoalError(error);
  return { peer: id, name, code, sentence };
}

function notesOf(
  named: RemoteCopy['peer'],
  { alias, insteadOf }: AliasChoice,
  { leftOut, listed }: Fetched,
): FetchNote[] {
  const { id: peer, name } = named;
  const notes = leftOutNotes(named, listed);
  if (insteadOf !== null) {
    const sentence = `${name}’s heads are kept under “${alias}” here, since “${insteadOf}” means something else.`;
    notes.push({ peer, code: 'alias-taken', sentence });
  }
  if (leftOut.length > 0)
    notes.push({ peer, code: 'name-taken', sentence: leftOutSentence(leftOut) });
  return notes;
}

/** Both would be kept under one name, and each fetch would put one in the other's place. */
function otherCopiesNotes(
  { peer, shared }: RemoteCopy,
  others: readonly RemoteCopy[],
): FetchNote[] {
  const names = others.filter((each) => each.peer.id === peer.id).map((each) => each.shared.name);
  if (names.length === 0) return [];
  const more = listed(names.map((name) => `“${name}”`));
  const sentence = `${peer.name} shares several copies of this project: only “${shared.name}” was fetched, and not ${more}.`;
  return [{ peer: peer.id, code: 'other-copies', sentence }];
}

function leftOutSentence(leftOut: readonly TrackingRef[]): string {
  const names = leftOut.map(({ ref }) => `“${ref.replace('refs/remotes/', '')}”`);
  const rest = names.length - NAMED;
  const shown = rest > 0 ? [...names.slice(0, NAMED), `${rest} more`] : names;
  return `${listed(shown)} could not be kept: other refs of this repository are in the way.`;
}
