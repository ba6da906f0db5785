import { Glance } from '../files/glance.ts';
import type { Repository } from '../git/open.ts';
import { BackOff } from '../waiting/back-off.ts';
import { isLess, listStores, type Place, readVitalSigns, type VitalSigns } from './vital-signs.ts';

/** When one that cannot be used is read again though nothing was seen to change, in milliseconds. */
const RETRY = { first: 2_000, most: 60_000 };

/**
 * What a look at a repository says of it: `other`, it is in other folders, or gone; `kind`, it may be of
 * another kind by now; `loss`, objects that were there are not; `hope`, it may be whole again.
 */
export type Finding = 'nothing' | 'other' | 'kind' | 'loss' | 'hope';

/** Compares a repository with how it was at the look before; starts no program. */
export class CheckUp {
  readonly #glance = new Glance();
  #signs: VitalSigns | null = null;
  /** Null until it was opened for the first time. */
  #stores: ReadonlySet<string> | null = null;
  readonly #backOff = new BackOff(RETRY);
  #retryAt = 0;

  /** It was opened just now: what is looked at later is compared with how it is at this moment. */
  async begin(place: Repository): Promise<void> {
    if (this.#stores !== null) return;
    this.#signs = await readVitalSigns(place, false, this.#glance);
    this.#stores = await listStores(place);
  }

  /** @param isUsable whether it could be read the last time */
  async look(place: Place, isUsable: boolean): Promise<Finding> {
    const before = this.#signs;
    const signs = await readVitalSigns(place, !isUsable, this.#glance);
    this.#signs = signs;
    const haveObjectsChanged = before?.objects !== signs.objects;
    const isLoss = haveObjectsChanged && (await this.#haveStoresGone(place));
    const isOther = before !== null && before.place !== signs.place;
    const isChanged = isOther || before?.kind !== signs.kind;
    if (isChanged || isLoss) this.#backOff.reset();
    if (isOther) return 'other';
    if (isLoss) return 'loss';
    if (isChanged) return 'kind';
    if (isUsable) return 'nothing';
    return haveObjectsChanged || this.#isTimeToRetry() ? 'hope' : 'nothing';
  }

  async #haveStoresGone({ objectsDir }: Place): Promise<boolean> {
    const before = this.#stores;
    if (objectsDir === undefined || before === null) return false;
    this.#stores = await listStores({ objectsDir });
    return isLess(before, this.#stores);
  }

  #isTimeToRetry(): boolean {
    const now = performance.now();
    if (now < this.#retryAt) return false;
    this.#retryAt = now + this.#backOff.next();
    return true;
  }
}
