import { z } from 'zod';
import { DataFolder } from '../../engine/store/data-folder.ts';
import type { JsonFile } from '../../engine/store/json-file.ts';
import type { NewerVersion } from '../../shared/api/newer-version.ts';
import { InvalidRequestError } from '../../shared/errors.ts';
import { askNewest } from './ask-newest.ts';
import { isNewer } from './is-newer.ts';
import type { Releases } from './releases.ts';

/** It is asked once a day, and looked once an hour whether it is time, in milliseconds. */
const DAY = 24 * 3_600_000;
const HOUR = 3_600_000;

const keptSchema = z.object({ askedAt: z.number().nullable().default(null) });

interface Parts {
  /** Null where whoever built this Shoal named none. */
  readonly releases: Pick<Releases, 'latest' | 'page'> | null;
  readonly version: string;
  readonly dataFolder: string;
  isWanted(): boolean;
  tell(newer: NewerVersion | null): void;
}

export const NO_RELEASES = 'This Shoal was built without naming a place where its releases are.';

/** Finds out whether there is a newer Shoal, where the user wants that. It downloads none. */
export class UpdateCheck implements AsyncDisposable {
  readonly #parts: Parts;
  readonly #folder: DataFolder;
  readonly #ended = new AbortController();
  #file: JsonFile<z.infer<typeof keptSchema>> | null = null;
  #timer: NodeJS.Timeout | undefined;
  #isAsking = false;
  #newer: NewerVersion | null = null;

  constructor(parts: Parts) {
    this.#parts = parts;
    // What was damaged is asked anew.
    this.#folder = new DataFolder(parts.dataFolder, () => {});
  }

  /** As far as is known. */
  get newer(): NewerVersion | null {
    return this.#newer;
  }

  /** @throws NoAccessError */
  async open(): Promise<void> {
    this.#file = await this.#folder.openRecord('updates.json', keptSchema, { askedAt: null });
    this.#timer = setInterval(() => this.look(), HOUR).unref();
    this.look();
  }

  /** To be called when what is set has changed. Whatever keeps it from knowing, it tries again an hour later. */
  look(): void {
    const { releases, isWanted } = this.#parts;
    if (this.#file === null || releases === null || !isWanted() || this.#isAsking) return;
    const { askedAt } = this.#file.value;
    const since = askedAt === null ? DAY : Date.now() - askedAt;
    // A clock that was set back is no reason to wait longer.
    if (since >= 0 && since < DAY) return;
    this.#isAsking = true;
    this.check(this.#ended.signal)
      .catch(() => {})
      .finally(() => {
        this.#isAsking = false;
      });
  }

  /** @throws UpdateCheckError, InvalidRequestError where there is nobody to ask */
  async check(signal: AbortSignal): Promise<NewerVersion | null> {
    const { releases, version, tell } = this.#parts;
    if (releases === null) throw new InvalidRequestError(NO_RELEASES);
    const until = AbortSignal.any([signal, this.#ended.signal]);
    const { version: newest, tag } = await askNewest(releases.latest, until);
    await this.#file?.update(() => ({ askedAt: Date.now() })).catch(() => {});
    this.#newer = isNewer(newest, version) ? { version: newest, page: releases.page(tag) } : null;
    tell(this.#newer);
    return this.#newer;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#ended.abort();
    clearInterval(this.#timer);
    await this.#folder[Symbol.asyncDispose]();
  }
}
