import type { LimitFunction } from 'p-limit';
import type { LocalRepository, RepositoryStatus } from '../../shared/api/state.ts';
import { matchHeads } from '../../shared/domain/git/chosen-heads.ts';
import type { HeadPatterns } from '../../shared/domain/git/head-patterns.ts';
import { shortRefName } from '../../shared/domain/git/ref-name.ts';
import { type Audience, isVisibleTo, type Visibility } from '../../shared/domain/visibility.ts';
import { countKinds, type HeadMatches } from '../../shared/domain/words/head-count.ts';
import { asShoalError, type ShoalError } from '../../shared/errors.ts';
import type { SharedRepository } from '../../shared/gtp/manifest.ts';
import type { Oid } from '../../shared/ids.ts';
import { DamagedRepositoryError, ReplacedRepositoryError } from '../errors/repositories.ts';
import { isAbove } from '../files/is-above.ts';
import type { ConfigEntry } from '../git/config.ts';
import { NotARepositoryError } from '../git/errors.ts';
import { KnownSettings } from '../git/known-settings.ts';
import type { Repository } from '../git/open.ts';
import { quotedName } from '../git/text.ts';
import { OnceMore } from '../waiting/once-more.ts';
import { CheckUp } from './check-up.ts';
import { explainLoss } from './explain-loss.ts';
import { sharedHeadChooser } from './head-patterns.ts';
import { contentOf, type Keeper, toKeptReading } from './kept/keeper.ts';
import { isReplaced, isSameProject, projectIn } from './known-project.ts';
import { Memberships, type SwarmMembership } from './membership.ts';
import { ObjectCheck } from './object-check.ts';
import { COPY_KEYS, type CopyContent, type OpenedCopy, openCopy, readCopy } from './read-copy.ts';
import { type RepositoryRecord, visibilityOf } from './repository-records.ts';
import { type Reading, type Shown, sharedEntry, toLocalRepository } from './shared-entry.ts';
import type { Place } from './vital-signs.ts';
import { watchRefs } from './watch-refs.ts';

export interface CopyParts {
  /** Shared with the other repositories. */
  readonly checks: LimitFunction;
  readonly onChange: () => void;
  /** Whether nothing is shared for a while, whatever is chosen. */
  readonly isPaused: () => boolean;
  /** What is remembered of it has changed by itself. */
  readonly onRecord: (record: RepositoryRecord) => void;
  /** Of a repository that is kept for others. */
  readonly keeper?: Keeper;
}

/** A repository of mine, read again whenever its refs change, or it may have become unusable. */
export class LocalCopy implements AsyncDisposable {
  #record: RepositoryRecord;
  #reading: Reading | null = null;
  #status: RepositoryStatus = { state: 'reading' };
  #failure: ShoalError | null = null;
  #watch: AsyncDisposable | null = null;
  /** Settles when what was watched before is so no more. */
  #unwatched: Promise<unknown> = Promise.resolve();
  readonly #readings = new OnceMore(() => this.#readAgain());
  /** Where it is, and of what kind, is looked up again. */
  #isDoubtful = true;
  /** Where it was when it was opened last. */
  #place: Place;
  #opened: OpenedCopy | undefined;
  readonly #checkUp = new CheckUp();
  #looking: Promise<void> | null = null;
  #checking: Promise<void> = Promise.resolve();
  readonly #objects: ObjectCheck;
  readonly #abort = new AbortController();
  readonly #projects = new Memberships();
  readonly #settings = new KnownSettings(COPY_KEYS);
  readonly #parts: CopyParts;

  constructor(record: RepositoryRecord, parts: CopyParts) {
    this.#record = record;
    this.#place = { path: record.path };
    this.#parts = parts;
    this.#objects = new ObjectCheck(parts.checks, this.#abort.signal);
    this.#recall();
  }

  get record(): RepositoryRecord {
    return this.#record;
  }

  /** Who may see it now: nobody while sharing is paused. */
  get visibility(): Visibility {
    return this.#parts.isPaused() ? { to: 'nobody' } : visibilityOf(this.#record);
  }

  /** Null for a repository of the user's. */
  get keeper(): Keeper | null {
    return this.#parts.keeper ?? null;
  }

  /** Null while the repository cannot be used; `status` says why. */
  get reading(): Reading | null {
    return this.#reading;
  }

  /** Takes over a record of which nothing has changed but who may see it. */
  retell(record: RepositoryRecord): void {
    this.#record = record;
  }

  /** Takes over a changed record, and reads again with it. */
  async change(record: RepositoryRecord): Promise<void> {
    this.#record = record;
    await this.refresh();
  }

  /** Reads the repository, or what was `opened` just now; a call during a reading makes it read once more. */
  refresh(opened?: OpenedCopy): Promise<void> {
    this.#settings.doubt();
    this.#opened = opened;
    this.#isDoubtful ||= opened !== undefined;
    return this.#readings.run();
  }

  /** Whether it was read a moment ago, and its settings are as they were then; starts no program. */
  async isFresh(): Promise<boolean> {
    return this.#reading !== null && this.#settings.areCurrent(this.#reading.repository);
  }

  /** Looks whether it is still as it was read; to be called every few seconds. */
  async look(): Promise<void> {
    if (this.keeper !== null && this.#failure === null) return;
    this.#looking ??= this.#lookOnce().finally(() => {
      this.#looking = null;
    });
    await this.#looking;
  }

  /** Something of it could not be read for others: finds out whether that is its own fault. */
  async examine(): Promise<void> {
    this.#isDoubtful = true;
    await this.refresh();
    await this.#check('readable');
  }

  /** Why it cannot be used; null while it can. */
  get failure(): ShoalError | null {
    return this.#failure;
  }

  /** Its entry in the manifest for this audience; null if it may not see anything. */
  sharedWith(audience: Audience): SharedRepository | null {
    return isVisibleTo(this.visibility, audience) ? this.manifestEntry() : null;
  }

  /** What those see who may see it, before any of it is left out; null while there is nothing to show. */
  manifestEntry(): SharedRepository | null {
    return this.#reading?.entry ?? null;
  }

  /** How many of its branches and tags these patterns choose; none while it cannot be read. */
  match(patterns: HeadPatterns): HeadMatches {
    return matchHeads(this.#reading?.content.heads ?? [], patterns);
  }

  /** What this audience may reach; empty if nothing. */
  visibleHeads(audience: Audience): readonly Oid[] {
    return this.sharedWith(audience)?.heads.map(({ oid }) => oid) ?? [];
  }

  toState(): LocalRepository {
    return toLocalRepository(this.#record, this.#status, this.#reading, this.keeper);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#abort.abort();
    // It may be about to read, and that to watch.
    await this.#looking;
    await this.#readings.settle();
    await this.#checking;
    this.#stopWatching();
    await this.#unwatched;
  }

  async #lookOnce(): Promise<void> {
    const finding = await this.#checkUp.look(this.#place, this.#failure === null);
    if (finding === 'nothing' || this.#abort.signal.aborted) return;
    this.#isDoubtful = true;
    // What was watched is another folder's file by now.
    if (finding === 'other') this.#stopWatching();
    await this.refresh();
    // A history may be long: nobody waits for it.
    if (finding === 'loss') this.#checking = this.#check('there');
  }

  async #readAgain(): Promise<void> {
    if (this.#abort.signal.aborted) return;
    await this.#read();
    // Told each time: where changes do not end, there is no last one to wait for.
    this.#parts.onChange();
  }

  async #read(): Promise<void> {
    try {
      const { repository, content } = await this.#readContent();
      const { heads, branch } = content;
      const isShared = sharedHeadChooser(content.symbolic, this.#record);
      const sharedHeads = heads.filter(({ ref }) => isShared(ref));
      const own = await this.#projects.find('own', repository, heads, branch);
      await this.#recognize(repository, own);
      const shared = await this.#projects.find('shared', repository, sharedHeads, branch);
      await this.#objects.confirm(repository, sharedHeads);
      this.#take({ repository, content, sharedHeads, shared }, own);
      if (this.#abort.signal.aborted) return;
      if (this.keeper === null) this.#watch ??= watchRefs(repository, () => this.#readings.run());
      else this.keeper.wasRead(toKeptReading(content, own));
    } catch (error) {
      this.#fail(asShoalError(await explainLoss(error, this.#place)));
      this.#stopWatching();
    }
  }

  /** Everything is as it was read before this start. */
  #recall(): void {
    const { keeper } = this;
    if (keeper === null || keeper.lastReading === null) return;
    const content = contentOf(keeper, keeper.lastReading);
    // All of its heads are shared, so that others see the same project.
    const own = keeper.lastReading.membership;
    const shown = { repository: keeper.repository, content, sharedHeads: content.heads };
    this.#take({ ...shown, shared: own }, own);
  }

  #take(shown: Shown, own: SwarmMembership | null): void {
    const { content, sharedHeads } = shown;
    const entry = sharedEntry(this.#record, shown, this.#reading?.entry ?? null);
    this.#reading = { ...shown, own, entry };
    this.#status = {
      state: 'ready',
      swarm: own?.swarm ?? null,
      ...countKinds(sharedHeads),
      branch: content.branch === null ? null : quotedName(shortRefName(content.branch)),
    };
    this.#failure = null;
  }

  #fail(failure: ShoalError): void {
    this.#failure = failure;
    this.#reading = null;
    this.#status = { state: 'unusable', code: failure.code, sentence: failure.message };
  }

  /** What is told of a repository does not wait for it: a watcher that has just begun takes its time to end. */
  #stopWatching(): void {
    const ending = this.#watch?.[Symbol.asyncDispose]();
    this.#watch = null;
    this.#unwatched = Promise.all([this.#unwatched, ending]);
  }

  /** Where it is and what kind it is hardly ever changes: that is looked up again if there is doubt. */
  async #readContent(): Promise<Pick<Reading, 'repository' | 'content'>> {
    const known = this.#reading?.repository;
    if (known !== undefined && !this.#isDoubtful) {
      const content = await this.#readHeads(known).catch(() => null);
      if (content !== null) return { repository: known, content };
    }
    this.#isDoubtful = false;
    const { path } = this.#record;
    const begun = this.#settings.begin();
    const { repository: opened, settings } = this.#opened ?? (await openCopy(path));
    this.#opened = undefined;
    this.#settings.take(begun, settings);
    // git looks in the folders above, too: nobody has chosen to share what it finds there.
    if (isAbove(opened.path, path)) throw new NotARepositoryError(path);
    this.#place = { ...opened, path };
    await this.#checkUp.begin({ ...opened, path });
    const isAsBefore = known !== undefined && JSON.stringify(known) === JSON.stringify(opened);
    const repository = isAsBefore ? known : opened;
    return { repository, content: await this.#readHeads(repository, settings) };
  }

  async #readHeads(repository: Repository, known?: readonly ConfigEntry[]): Promise<CopyContent> {
    const settings = known ?? this.#settings.of(repository);
    const content = await readCopy(repository, { settings });
    return this.keeper === null ? content : contentOf(this.keeper, toKeptReading(content, null));
  }

  /** Remembers which project this is. @throws ReplacedRepositoryError */
  async #recognize(repository: Repository, own: SwarmMembership | null): Promise<void> {
    const { project: known, path } = this.#record;
    const project = await projectIn(repository, own);
    if (project === null || isSameProject(known, project)) return;
    if (known !== undefined && isReplaced(known, project)) throw new ReplacedRepositoryError(path);
    this.#record = { ...this.#record, project };
    this.#parts.onRecord(this.#record);
  }

  /** Checks the objects of what was read, if it can be used otherwise. */
  async #check(thoroughness: 'there' | 'readable'): Promise<void> {
    const reading = this.#reading;
    if (reading === null) return;
    try {
      await this.#objects.check(reading.repository, reading.sharedHeads, thoroughness);
    } catch (error) {
      // What else goes wrong, reading it again tells.
      if (!(error instanceof DamagedRepositoryError)) return;
      this.#fail(error);
      this.#parts.onChange();
    }
  }
}
