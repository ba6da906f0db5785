import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type ConfigEntry, readConfig } from './config.ts';
import type { Repository } from './open.ts';

/** For how long settings that stand elsewhere than in the repository are remembered, in milliseconds. */
const SETTLED = 10_000;
/** A file system's clock is less fine than that of this process, in milliseconds. */
const CLOCK_STEP = 100;

/** A reading of the settings that has begun. */
interface Begun {
  /** As `Date.now()` has it. */
  readonly at: number;
  readonly doubts: number;
}

/** Some settings of one repository: read again only when they may be others, since each reading is a program. */
export class KnownSettings {
  readonly #keys: readonly string[];
  #known: (Begun & { readonly entries: readonly ConfigEntry[] }) | null = null;
  #doubts = 0;

  /** @param keys parts of an extended regular expression */
  constructor(keys: readonly string[]) {
    this.#keys = keys;
  }

  /** All values of these settings; others may be among them. */
  async of(repository: Repository, signal?: AbortSignal): Promise<readonly ConfigEntry[]> {
    const known = this.#known;
    if (known !== null && (await this.areCurrent(repository))) return known.entries;
    const begun = this.begin();
    return this.take(begun, await readConfig(repository, `^(${this.#keys.join('|')})$`, signal));
  }

  /** Whether they are known, and nothing says that they are others by now; starts no program. */
  async areCurrent(repository: Repository): Promise<boolean> {
    const known = this.#known;
    return known !== null && this.#isFresh(known) && isUntouched(repository, known.at);
  }

  /** To be called before they are read by somebody else, who hands them to `take`. */
  begin(): Begun {
    return { at: Date.now(), doubts: this.#doubts };
  }

  take(begun: Begun, entries: readonly ConfigEntry[]): readonly ConfigEntry[] {
    this.#known = { ...begun, entries };
    return entries;
  }

  /** Whoever asks next wants to know them as they are at that moment. */
  doubt(): void {
    this.#doubts += 1;
  }

  #isFresh({ at, doubts }: Begun): boolean {
    const age = Date.now() - at;
    return doubts === this.#doubts && age >= 0 && age < SETTLED;
  }
}

/** Whether the repository's own settings were last written before this time. */
async function isUntouched({ gitDir, commonDir }: Repository, at: number): Promise<boolean> {
  const files = [join(commonDir, 'config'), join(gitDir, 'config.worktree')];
  const found = await Promise.all(files.map((file) => stat(file).catch(() => null)));
  return found.every((entry) => entry === null || entry.ctimeMs < at - CLOCK_STEP);
}
