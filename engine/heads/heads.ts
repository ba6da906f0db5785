import type { Handlers, ParsedParams } from '../../shared/api/contract.ts';
import type { Against, HeadCommands } from '../../shared/api/heads/head-commands.ts';
import type {
  FileConflict,
  HeadChanges,
  HeadDone,
  HeadFiles,
} from '../../shared/api/heads/head-look.ts';
import type { FileDiff } from '../../shared/gtp/comparison.ts';
import type { Sources } from '../asking/sources.ts';
import type { Comparisons, Ends } from '../comparing/comparisons.ts';
import { conflictIn } from '../comparing/file-conflict.ts';
import { conflictsOf, tryMerge } from '../comparing/merge-look.ts';
import { NotHereError, NotSeenError, UnchangedFileError } from '../errors/heads.ts';
import { readHeadCommit } from '../git/head-commit.ts';
import { findMergeBase } from '../git/merge-base.ts';
import { inScratchRepository } from '../git/scratch-repository.ts';
import type { Aliases } from '../remotes/aliases.ts';
import type { Repositories } from '../repositories/repositories.ts';
import { readingOf } from '../transfers/fetch-sources.ts';
import { Turns } from '../waiting/turns.ts';
import { changesSince } from './changes-since.ts';
import { checkOutHead } from './check-out-head.ts';
import { type FoundHead, findHead, type HeadName } from './found-head.ts';
import { mergeOutcome } from './local-look.ts';
import { lookAt } from './look-at.ts';
import { mergeHead, type Sender } from './merge-head.ts';
import { endInterrupted } from './move-files.ts';
import { readJournal } from './move-journal.ts';
import { planMerge } from './plan-merge.ts';
import type { SeenHeads } from './seen-heads.ts';
import { OfferedHeads } from './told/offered-heads.ts';
import { ToldHeads } from './told/told-heads.ts';
import { undoHead } from './undo-head.ts';
import { readyPlace, workplaceOf } from './workplace.ts';

/** A file with more bytes is not looked at: nobody would read it. */
const LARGEST = 256 * 1024 * 1024;

export interface HeadsParts {
  readonly repositories: Repositories;
  readonly sources: Sources;
  readonly aliases: Aliases;
  readonly comparisons: Comparisons;
  readonly seen: SeenHeads;
  /** An existing folder. */
  readonly scratchDirectory: string;
}

/** Shows single heads of teammates, fetched or not, and does with them what the user wants. */
export class Heads implements AsyncDisposable {
  readonly #parts: HeadsParts;
  readonly #told: ToldHeads;
  readonly #offered: OfferedHeads;
  readonly #turns = new Turns();
  readonly #running = new Set<Promise<unknown>>();

  constructor(parts: HeadsParts) {
    this.#parts = parts;
    this.#told = new ToldHeads(parts.sources);
    this.#offered = new OfferedHeads(parts.sources);
  }

  get handlers(): Handlers<HeadCommands> {
    return {
      'head.look': async (name, signal) => {
        const found = await this.#find(name, signal);
        await this.#endInterrupted(found);
        const look = await lookAt({ ...this.#parts, told: this.#told }, found, signal);
        if (found.oid === found.current) await this.#parts.seen.look(found, Date.now());
        return look;
      },
      'head.files': (params, signal) => this.#files(params, signal),
      'head.diff': (params, signal) => this.#diff(params, signal),
      'head.lookOffered': (name, signal) => this.#offered.look(name, signal),
      'head.diffOffered': (params, signal) => this.#offered.diff(params, signal),
      'head.conflict': (params, signal) => this.#conflict(params, signal),
      'head.changes': (name, signal) => this.#changes(name, signal),
      'head.checkOut': ({ branch, ...name }, signal) =>
        this.#change(name, signal, async (found, sender) => {
          const ready = await readyPlace(found.repository, signal);
          return checkOutHead(found, ready, { branch, sender }, signal);
        }),
      'head.merge': (name, signal) =>
        this.#change(name, signal, (found, sender) => this.#merge(found, sender, signal)),
      'head.undo': async ({ repository: id, undo }, signal) => {
        const copy = this.#parts.repositories.get(id);
        const { repository } = readingOf(copy);
        await this.#inTurn(repository.gitDir, () => undoHead(repository, undo, signal));
        await copy.refresh();
      },
    };
  }

  /** Ends, in all repositories of mine, what an earlier Shoal had begun with files; where it cannot, a look tells. */
  async restore(): Promise<void> {
    const opened = this.#parts.repositories.all.flatMap(({ reading }) => reading?.repository ?? []);
    await Promise.all(
      opened.map((repository) => this.#endInterrupted({ repository }).catch(() => {})),
    );
  }

  /** Settles when no files are being changed any more. */
  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.allSettled(this.#running);
  }

  #find(name: HeadName, signal: AbortSignal): Promise<FoundHead> {
    return findHead(this.#parts, name, signal);
  }

  async #files(
    { against, ...name }: ParsedParams<HeadCommands, 'head.files'>,
    signal: AbortSignal,
  ): Promise<HeadFiles> {
    const found = await this.#find(name, signal);
    const { from, to } = await this.#ends(found, against, signal);
    if (from === null) throw new NotHereError();
    const list = await this.#parts.comparisons.files(found.repository, { from, to }, signal);
    return { ...list, from, to };
  }

  async #diff(
    { against, path, from = 0, ...name }: ParsedParams<HeadCommands, 'head.diff'>,
    signal: AbortSignal,
  ): Promise<FileDiff> {
    const found = await this.#find(name, signal);
    if (found.commit === null && against === 'base') {
      return this.#told.diff(found, path, from, signal);
    }
    const ends = await this.#ends(found, against, signal);
    const what = { path, from, largest: LARGEST };
    const diff = await this.#parts.comparisons.diff(found.repository, ends, what, signal);
    if (diff === null) throw new UnchangedFileError();
    return diff;
  }

  async #ends(found: FoundHead, against: Against, signal: AbortSignal): Promise<Ends> {
    const { repository, commit, mine } = found;
    if (commit === null) throw new NotHereError();
    if (against === 'seen') {
      const seen = this.#parts.seen.before(found);
      if (seen === null) throw new NotSeenError();
      return { from: seen.oid, to: commit };
    }
    if (mine === null) return { from: null, to: commit };
    if (against === 'mine') return { from: mine.oid, to: commit };
    return { from: await findMergeBase(repository, commit, [mine.oid], signal), to: commit };
  }

  async #conflict(
    { path, ...name }: ParsedParams<HeadCommands, 'head.conflict'>,
    signal: AbortSignal,
  ): Promise<FileConflict> {
    const found = await this.#find(name, signal);
    const { repository, commit } = found;
    const mine = await readHeadCommit(repository, signal);
    if (commit === null || mine === null) throw new NotHereError();
    return inScratchRepository(repository, this.#parts.scratchDirectory, async (place) => {
      const merged = await tryMerge(place, mine, commit, signal);
      const file = merged?.unmerged.find((each) => each.path === path);
      if (merged == null || file === undefined) throw new UnchangedFileError();
      const only = { ...merged, unmerged: [file] };
      const { files } = await conflictsOf(place, only, { mine, theirs: commit }, signal);
      const [told] = files;
      if (told === undefined) throw new UnchangedFileError();
      const text = await conflictIn(place, file, signal);
      return { ...told, hunks: text?.hunks ?? null, isCut: text?.isCut ?? false };
    });
  }

  async #changes(name: HeadName, signal: AbortSignal): Promise<HeadChanges> {
    const found = await this.#find(name, signal);
    const seen = this.#parts.seen.before(found);
    if (seen === null) throw new NotSeenError();
    return changesSince(found, seen.oid, this.#parts.scratchDirectory, signal);
  }

  async #merge(found: FoundHead, sender: Sender, signal: AbortSignal): Promise<HeadDone> {
    const { repository, commit } = found;
    const { scratchDirectory } = this.#parts;
    if (commit === null) throw new NotHereError();
    const ready = await readyPlace(repository, signal);
    const ends = { mine: ready.head, theirs: commit };
    const outcome = await mergeOutcome(repository, scratchDirectory, ends, signal);
    const plan = await planMerge(found, ready, outcome?.merged ?? null, signal);
    return mergeHead(found, ready, plan, { scratchDirectory, sender }, signal);
  }

  /** One after the other in one repository, and to its end once files are being changed. */
  async #change(
    name: HeadName,
    signal: AbortSignal,
    work: (found: FoundHead, sender: Sender) => Promise<HeadDone>,
  ): Promise<HeadDone> {
    const { sources, repositories } = this.#parts;
    const found = await this.#find(name, signal);
    const sender = { name: sources.nameOf(name.peer), isTrusted: sources.isTrusted(name.peer) };
    await this.#endInterrupted(found);
    const done = await this.#inTurn(found.repository.gitDir, () => work(found, sender));
    await repositories.get(name.repository).refresh();
    return done;
  }

  /** What an earlier Shoal had begun with the files, and could not end. */
  async #endInterrupted({ repository }: Pick<FoundHead, 'repository'>): Promise<void> {
    await this.#inTurn(repository.gitDir, async () => {
      if ((await readJournal(repository.gitDir)) === null) return;
      await endInterrupted(await workplaceOf(repository));
    });
  }

  async #inTurn<T>(gitDir: string, work: () => Promise<T>): Promise<T> {
    const running = this.#turns.take(gitDir, work);
    this.#running.add(running);
    try {
      return await running;
    } finally {
      this.#running.delete(running);
    }
  }
}
