import { z } from 'zod';
import type { Audience } from '../../shared/domain/visibility.ts';
import { LIMITS } from '../../shared/gtp/limits.ts';
import type {
  ManifestAudience,
  SharedRepository,
  SignedManifest,
  Vouch,
} from '../../shared/gtp/manifest.ts';
import type { SwarmId } from '../../shared/ids.ts';
import { passOverDiskFull } from '../errors/interruptions.ts';
import type { Identity } from '../identity/identity.ts';
import { signManifest } from '../identity/signing.ts';
import type { LocalCopy } from '../repositories/local-copy.ts';
import type { Repositories } from '../repositories/repositories.ts';
import type { DataFolder } from '../store/data-folder.ts';
import type { JsonFile } from '../store/json-file.ts';

/** How long a manifest holds without being made again, in seconds. */
const LIFETIME = 24 * 60 * 60;

const selfSchema = z.object({ name: z.string(), seq: z.int().min(0) });

/** What this peer states about itself: its name, its manifest's number, and what it shares. */
export class OwnManifest {
  readonly #identity: Identity;
  readonly #repositories: Repositories;
  readonly #vouches: () => Vouch[];
  readonly #file: JsonFile<z.infer<typeof selfSchema>>;
  /** All that any audience could see, to notice a change. */
  #content = '';

  private constructor(
    identity: Identity,
    repositories: Repositories,
    vouches: () => Vouch[],
    file: JsonFile<z.infer<typeof selfSchema>>,
  ) {
    this.#identity = identity;
    this.#repositories = repositories;
    this.#vouches = vouches;
    this.#file = file;
  }

  static async open(
    folder: DataFolder,
    identity: Identity,
    repositories: Repositories,
    vouches: () => Vouch[],
    defaultName: string,
  ): Promise<OwnManifest> {
    const initial = { name: defaultName, seq: 0 };
    const file = await folder.openRecord('self.json', selfSchema, initial);
    return new OwnManifest(identity, repositories, vouches, file);
  }

  get name(): string {
    return this.#file.value.name;
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
    const shared = this.#repositories.all
      .filter((copy) => copy.record.visibility.to !== 'nobody')
      .map((copy) => [copy.record.visibility, copy.manifestEntry()]);
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
  for(audience: Audience): SignedManifest {
    return this.#sign('receiver', (copy) => copy.sharedWith(audience));
  }

  /** The signed manifest that may be passed on to anyone. */
  forEveryone(): SignedManifest {
    return this.#sign('everyone', (copy) =>
      copy.record.visibility.to === 'everyone' ? copy.manifestEntry() : null,
    );
  }

  #sign(
    audience: ManifestAudience,
    entryOf: (copy: LocalCopy) => SharedRepository | null,
  ): SignedManifest {
    const manifest = {
      type: 'gtp-manifest' as const,
      v: 2 as const,
      peer: this.#identity.id,
      name: this.name,
      audience,
      seq: this.seq,
      expires: Math.floor(Date.now() / 1000) + LIFETIME,
      repositories: this.#entries(entryOf),
      vouches: this.#vouches(),
    };
    return signManifest(manifest, this.#identity);
  }

  /** Swarms that everyone may see, for the TXT record. */
  publicSwarms(): SwarmId[] {
    const swarms = this.#repositories.all
      .filter((copy) => copy.record.visibility.to === 'everyone')
      .map((copy) => copy.reading?.shared?.swarm);
    return [...new Set(swarms.filter((swarm) => swarm !== undefined))];
  }

  #entries(entryOf: (copy: LocalCopy) => SharedRepository | null): SharedRepository[] {
    return this.#repositories.all
      .flatMap((copy) => {
        const entry = entryOf(copy);
        if (entry === null) return [];
        return [copy.record.visibility.to === 'everyone' ? { ...entry, open: true } : entry];
      })
      .slice(0, LIMITS.repositoriesPerManifest);
  }
}
