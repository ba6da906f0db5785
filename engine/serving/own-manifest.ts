import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import type { LocalRepository } from '../../shared/api/state.ts';
import { type Audience, isVisibleTo } from '../../shared/domain/visibility.ts';
import { countKinds } from '../../shared/domain/words/head-count.ts';
import { oneLine } from '../../shared/domain/words/text.ts';
import { LIMITS } from '../../shared/gtp/limits.ts';
import {
  type ManifestAudience,
  manifestSchema,
  type SharedRepository,
  type SignedManifest,
  type ToldManifest,
  type Vouch,
  vouchSchema,
} from '../../shared/gtp/manifest.ts';
import type { SwarmId } from '../../shared/ids.ts';
import { passOverDiskFull } from '../errors/interruptions.ts';
import type { Identity } from '../identity/identity.ts';
import { signManifest } from '../identity/signing.ts';
import type { LocalCopy } from '../repositories/local-copy.ts';
import type { Repositories } from '../repositories/repositories.ts';
import { visibilityOf } from '../repositories/repository-records.ts';
import type { DataFolder } from '../store/data-folder.ts';
import type { JsonFile } from '../store/json-file.ts';
import { type FittedRepositories, fitRepositories } from './fit-repositories.ts';
import { isOpen, marksOf, NO_MARKS, type PushMarks } from './manifest-marks.ts';

/** How long a manifest holds without being made again, in seconds. */
const LIFETIME = 24 * 60 * 60;

/** What is left for repositories, in bytes: vouches, and all else in a manifest and around it, come to less. */
const ROOM = LIMITS.manifestBytes - 256 * 1024;
/** Lists remembered: most of those who ask may see the same. */
const REMEMBERED = 4;
/** After so many milliseconds a manifest is signed anew, with another date, though nothing has changed. */
const SIGNED_ANEW_AFTER = 10 * 60_000;

const selfSchema = z.object({ name: z.string(), seq: z.int().min(0) });

/** A manifest of this peer's own, and how it travels. */
class OwnSigned implements SignedManifest {
  readonly manifest: SignedManifest['manifest'];
  readonly key: string;
  readonly signature: string;
  readonly #json: string;

  constructor({ manifest, key, signature }: SignedManifest) {
    this.manifest = manifest;
    this.key = key;
    this.signature = signature;
    this.#json = JSON.stringify({ manifest, key, signature });
  }

  get json(): string {
    return this.#json;
  }
}

/** What this peer states about itself: its name, its manifest's number, and what it shares. */
export class OwnManifest {
  readonly #defaultName: string;
  readonly #identity: Identity;
  readonly #repositories: Repositories;
  readonly #vouches: () => Vouch[];
  readonly #pushes: PushMarks;
  readonly #file: JsonFile<z.infer<typeof selfSchema>>;
  readonly #fitted = new LRUCache<string, FittedRepositories>({ max: REMEMBERED });
  /** By what is in it. Signing takes long where much is shared, and anyone may ask as often as it likes. */
  readonly #signed = new LRUCache<string, OwnSigned>({
    ...{ max: REMEMBERED, ttl: SIGNED_ANEW_AFTER },
    // By the clock that its date is of.
    ...{ perf: Date, ttlResolution: 0 },
  });
  /** What each entry, or list, goes by: one that stays the same object has not changed. */
  readonly #keys = new WeakMap<SharedRepository | FittedRepositories, number>();
  #lastKey = 0;
  readonly #isDepot: boolean;
  /** All that any audience could see, to notice a change. */
  #content = '';

  private constructor(
    identity: Identity,
    repositories: Repositories,
    vouches: () => Vouch[],
    pushes: PushMarks,
    file: JsonFile<z.infer<typeof selfSchema>>,
    defaultName: string,
    isDepot: boolean,
  ) {
    this.#isDepot = isDepot;
    this.#defaultName = defaultName;
    this.#identity = identity;
    this.#repositories = repositories;
    this.#vouches = vouches;
    this.#pushes = pushes;
    this.#file = file;
  }

  static async open(
    folder: DataFolder,
    identity: Identity,
    repositories: Repositories,
    vouches: () => Vouch[],
    defaultName: string,
    pushes: PushMarks = NO_MARKS,
    isDepot = false,
  ): Promise<OwnManifest> {
    const initial = { name: defaultName, seq: 0 };
    const file = await folder.openRecord('self.json', selfSchema, initial);
    return new OwnManifest(identity, repositories, vouches, pushes, file, defaultName, isDepot);
  }

  get name(): string {
    return oneLine(this.#file.value.name, LIMITS.nameLength) || this.#defaultName;
  }

  get seq(): number {
    return this.#file.value.seq;
  }

  async rename(name: string): Promise<void> {
    await this.#file.update((self) => ({ ...self, name }));
  }

  /**
   * Takes the next number if anything that somebody may see has changed.
   * @param force also without a change, when who may see what has changed
   * @returns whether there is a new number
   */
  async refresh(force = false): Promise<boolean> {
    const shared = this.#copies.flatMap((copy) => {
      const entry = this.#sharedEntry(copy);
      return entry === null
        ? []
        : [[visibilityOf(copy.record), marksOf(copy, this.#pushes), this.#keyOf(entry)]];
    });
    const content = JSON.stringify([this.name, shared, this.#vouches()]);
    if (content === this.#content && !force) return false;
    this.#content = content;
    // The clock keeps the number growing even if the data folder was restored from a backup, or has no
    // room for it.
    await this.#file
      .update((self) => ({ ...self, seq: Math.max(self.seq + 1, Date.now()) }))
      .catch(passOverDiskFull);
    return true;
  }

  /** The signed manifest for one peer: what it may see, and nobody else is to be shown. */
  for(audience: Audience): OwnSigned {
    return this.#sign(
      'receiver',
      this.#fit((copy) => isVisibleTo(visibilityOf(copy.record), audience)),
    );
  }

  /** The signed manifest that may be passed on to anyone. */
  forEveryone(): OwnSigned {
    return this.#sign('everyone', this.#fit(isOpen));
  }

  /** Swarms that everyone may see, for the TXT record. */
  publicSwarms(): SwarmId[] {
    return [...new Set(this.#fit(isOpen).told.map(({ swarm }) => swarm as SwarmId))];
  }

  /** Vouches that find no room. */
  get vouchesLeftOut(): number {
    return Math.max(0, this.#validVouches.length - LIMITS.vouchesPerManifest);
  }

  /** What is told to those who may see all that is shared. */
  toldOfAll(): FittedRepositories {
    return this.#fit(() => true);
  }

  /** A repository of mine, and what of it is not told to those. @param all for many of them, computed once */
  withLeftOut(state: LocalRepository, all = this.toldOfAll()): LocalRepository {
    const { told, leftOut } = all;
    const found = leftOut.get(state.id) ?? [];
    if (found.length === 0) return state;
    const shown = { ...state, leftOut: [...(state.leftOut ?? []), ...found] };
    if (state.status.state !== 'ready') return shown;
    const { heads = [], moreHeads = [] } = told.find(({ id }) => id === state.id) ?? {};
    return { ...shown, status: { ...state.status, ...countKinds([...heads, ...moreHeads]) } };
  }

  #sign(audience: ManifestAudience, fitted: FittedRepositories): OwnSigned {
    const out = { repositories: fitted.repositories, vouches: this.vouchesLeftOut };
    const counts = Object.entries(out).filter(([, count]) => count > 0);
    const content: Omit<ToldManifest, 'expires'> = {
      type: 'gtp-manifest',
      v: 2,
      peer: this.#identity.id,
      name: this.name,
      audience,
      seq: this.seq,
      repositories: [],
      vouches: this.#validVouches.slice(-LIMITS.vouchesPerManifest),
      ...(counts.length > 0 ? { leftOut: Object.fromEntries(counts) } : {}),
      ...(this.#isDepot ? { depot: true } : {}),
    };
    const key = `${this.#keyOf(fitted)} ${JSON.stringify(content)}`;
    const known = this.#signed.get(key);
    if (known !== undefined) return known;
    const frame = { ...content, expires: Math.floor(Date.now() / 1000) + LIFETIME };
    // The repositories have passed the same already.
    manifestSchema.parse(frame);
    const signed = signManifest({ ...frame, repositories: [...fitted.told] }, this.#identity);
    const made = new OwnSigned(signed);
    this.#signed.set(key, made);
    return made;
  }

  /** None while sharing is paused. */
  get #copies(): readonly LocalCopy[] {
    return this.#repositories.isPaused ? [] : this.#repositories.all;
  }

  get #validVouches(): Vouch[] {
    return this.#vouches().filter((vouch) => vouchSchema.safeParse(vouch).success);
  }

  /** What is told of those of my repositories that are shared and chosen. */
  #fit(isChosen: (copy: LocalCopy) => boolean): FittedRepositories {
    const chosen = this.#copies.filter(isChosen).flatMap((copy) => {
      const entry = this.#sharedEntry(copy);
      return entry === null ? [] : [{ entry, marks: marksOf(copy, this.#pushes) }];
    });
    const key = chosen
      .map(({ entry, marks }) => `${this.#keyOf(entry)} ${JSON.stringify(marks)}`)
      .join();
    const known = this.#fitted.get(key);
    if (known !== undefined) return known;
    const entries = chosen.map(({ entry, marks }) => ({ ...entry, ...marks }));
    const fitted = fitRepositories(entries, ROOM);
    this.#fitted.set(key, fitted);
    return fitted;
  }

  /** Null while nobody may see it, or there is nothing to see, or not all of it is known. */
  #sharedEntry(copy: LocalCopy): SharedRepository | null {
    const { id } = copy.record;
    if (visibilityOf(copy.record).to === 'nobody' || !this.#pushes.isKnown(id)) return null;
    return copy.manifestEntry();
  }

  #keyOf(of: SharedRepository | FittedRepositories): number {
    const key = this.#keys.get(of) ?? ++this.#lastKey;
    this.#keys.set(of, key);
    return key;
  }
}
