import type { Problem } from '../../shared/api/state.ts';
import type { RemoteCopy } from '../asking/remote-copy.ts';
import type { Sources } from '../asking/sources.ts';
import { DepotLiesError } from '../errors/pushing.ts';
import type { Repositories } from '../repositories/repositories.ts';
import { Alarm } from '../waiting/alarm.ts';
import { OnceMore } from '../waiting/once-more.ts';
import type { DepotChains } from './depot-chains.ts';
import { problemOf } from './problem-of.ts';

/** Changes that come close together are looked at together, after this many milliseconds. */
const QUIET = 40;
/** A depot that did not answer is looked at again, after so many milliseconds. */
const AGAIN = 30_000;

export interface DepotWatchParts {
  readonly repositories: Repositories;
  readonly sources: Sources;
  readonly chains: DepotChains;
  /** Hears of a depot that does not tell the truth; null: all that are here do. */
  readonly onProblem: (problem: Problem | null) => void;
}

/**
 * Looks whether depots tell the truth of projects that I have, whenever they show something else: a push that is
 * hidden is missed at once, and not at the next fetch.
 */
export class DepotWatch implements AsyncDisposable {
  readonly #parts: DepotWatchParts;
  /** What each depot's copy showed when it was looked at, and others said of it, and what was wrong then. */
  #looked: ReadonlyMap<string, Problem | null> = new Map();
  readonly #abort = new AbortController();
  readonly #rounds = new OnceMore(() => this.#round());
  readonly #soon = new Alarm(() => this.#lookNow());
  /** What may be late now is not by then. */
  readonly #alarm = new Alarm(() => this.look());

  constructor(parts: DepotWatchParts) {
    this.#parts = parts;
  }

  /** Others came, or show something else. A few calls cost no more than one: all that everybody shares is gone through. */
  look(): void {
    if (!this.#abort.signal.aborted) this.#soon.ringIn(QUIET);
  }

  #lookNow(): void {
    const isNothing = this.#looked.size === 0 && this.#copies().length === 0;
    if (this.#abort.signal.aborted || isNothing) return;
    void this.#rounds.run();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#abort.abort();
    this.#alarm.stop();
    this.#soon.stop();
    await this.#rounds.settle();
  }

  async #round(): Promise<void> {
    const looked = new Map<string, Problem | null>();
    for (const copy of this.#copies()) {
      const before = this.#looked.get(this.#shownBy(copy));
      const problem = before === undefined ? await this.#look(copy) : before;
      if (this.#abort.signal.aborted) return;
      // What was in doubt before, the look may have settled.
      if (problem !== undefined) looked.set(this.#shownBy(copy), problem);
      const late = this.#parts.chains.lateFor(copy);
      if (late > 0) this.#alarm.ringIn(late);
    }
    this.#looked = looked;
    this.#parts.onProblem([...looked.values()].find((problem) => problem !== null) ?? null);
  }

  /** Undefined where it has to be looked at again. */
  async #look(copy: RemoteCopy): Promise<Problem | null | undefined> {
    const known = new Set(this.#parts.chains.besides(copy).doubts);
    const problem = await this.#problemOf(copy);
    if (problem === undefined) this.#alarm.ringIn(AGAIN);
    if (problem !== null) return problem;
    // What others said meanwhile, this look may not have weighed.
    if (this.#parts.chains.besides(copy).doubts.every((doubt) => known.has(doubt))) return null;
    this.look();
    return undefined;
  }

  #shownBy(copy: RemoteCopy): string {
    const { id, pushes, heads } = copy.shared;
    return JSON.stringify([copy.peer.id, id, pushes, heads, this.#parts.chains.besides(copy)]);
  }

  /** Those that take pushes, or should, of projects that I have. */
  #copies(): RemoteCopy[] {
    const { repositories, sources, chains } = this.#parts;
    const mine = repositories.all.flatMap(({ reading }) => reading?.own?.roots ?? []);
    return chains.ofDepots(sources.copiesRelatedTo(mine));
  }

  /** Undefined where it cannot be said now. */
  async #problemOf(copy: RemoteCopy): Promise<Problem | null | undefined> {
    try {
      await this.#parts.sources.vet(copy, this.#abort.signal);
      return null;
    } catch (error) {
      return error instanceof DepotLiesError ? problemOf(error, copy) : undefined;
    }
  }
}
