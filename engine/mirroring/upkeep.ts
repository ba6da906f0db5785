import pLimit from 'p-limit';
import { isUnwanted } from '../../shared/domain/depot/wanted.ts';
import type { RepositoryId } from '../../shared/ids.ts';
import type { Depot } from '../depot/depot.ts';
import type { DepotProject } from '../depot/depot-project.ts';
import { collectGarbage } from '../git/gc.ts';
import { countPacks, removeLeftovers } from '../quarantine/leftovers.ts';
import { Alarm } from '../waiting/alarm.ts';

/** For how long nothing must have happened in a project, in milliseconds. */
const REST = 60_000;
/** With fewer packs there is nothing to gain. */
const MANY_PACKS = 20;
/** How long putting one project together may take, in milliseconds; what is older than that, nobody is working on. */
const LONGEST = 60 * 60_000;
/** How often it is looked for projects that nobody wants, in milliseconds. */
const REVIEW = 6 * 60 * 60_000;

export interface UpkeepParts {
  readonly depot: Depot;
  /** Whether something else is under way. */
  readonly isBusy: () => boolean;
  /** Lets go of a project that nobody wants. */
  readonly letGo: (id: RepositoryId) => Promise<void>;
  readonly logged: (error: unknown) => void;
  /** In milliseconds, instead of `REST`. */
  readonly rest?: number;
}

/** Puts together what has come in many pieces, and lets go of what nobody wants, while nothing else happens. */
export class Upkeep implements AsyncDisposable {
  readonly #parts: UpkeepParts;
  readonly #rest: number;
  readonly #alarm = new Alarm(() => void this.#limit(() => this.#tidy()));
  readonly #review = new Alarm(() => void this.#limit(() => this.#letGo()));
  readonly #limit = pLimit(1);
  readonly #abort = new AbortController();
  /** Projects into which something has come; all of them after a start, since what came before it may have been cut short. */
  readonly #changed: Set<DepotProject>;

  constructor(parts: UpkeepParts) {
    this.#parts = parts;
    this.#rest = parts.rest ?? REST;
    this.#changed = new Set(parts.depot.all);
    this.#alarm.ringIn(this.#rest);
    this.#review.ringIn(REVIEW);
  }

  /** Something has come into a project. */
  changed(project: DepotProject): void {
    this.#changed.add(project);
    this.#alarm.ringIn(this.#rest);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#abort.abort();
    this.#alarm[Symbol.dispose]();
    this.#review[Symbol.dispose]();
    await this.#limit(async () => {});
  }

  async #tidy(): Promise<void> {
    for (const project of [...this.#changed]) {
      if (this.#abort.signal.aborted) return;
      if (this.#parts.isBusy() || performance.now() - project.usedAt < this.#rest) continue;
      this.#changed.delete(project);
      if (this.#parts.depot.find(project.record.id) !== project) continue;
      await this.#tidyOne(project).catch(this.#failed);
    }
    if (this.#changed.size > 0 && !this.#abort.signal.aborted) this.#alarm.ringIn(this.#rest);
  }

  async #tidyOne(project: DepotProject): Promise<void> {
    const signal = AbortSignal.any([this.#abort.signal, AbortSignal.timeout(LONGEST)]);
    await project.exclusively(async (opened) => {
      await removeLeftovers(opened, LONGEST);
      if ((await countPacks(opened)) < MANY_PACKS) return;
      await collectGarbage(opened, signal);
      await project.measure();
    });
  }

  async #letGo(): Promise<void> {
    const now = Date.now();
    const unwanted = this.#parts.depot.all.filter((project) => {
      const { record } = project;
      const isHere = record.people.some(({ peer }) => project.asOf(peer) === null);
      return !isHere && record.heads === 'owner' && isUnwanted(record, now);
    });
    for (const { record } of unwanted) await this.#parts.letGo(record.id).catch(this.#failed);
    if (this.#abort.signal.aborted) return;
    // What was too young to be removed is not by now.
    for (const project of this.#parts.depot.all) this.changed(project);
    this.#review.ringIn(REVIEW);
  }

  readonly #failed = (error: unknown): void => {
    if (!this.#abort.signal.aborted) this.#parts.logged(error);
  };
}
