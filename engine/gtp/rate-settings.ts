import { EventEmitter } from 'node:events';
import { z } from 'zod';
import type { RateLimits } from '../../shared/api/state.ts';
import { EMPTY_STATE } from '../../shared/api/state.ts';
import type { DataFolder } from '../store/data-folder.ts';
import type { JsonFile } from '../store/json-file.ts';
import type { Throttle } from './throttle.ts';

const rate = z.int().min(1).nullable();
const ratesSchema = z.object({
  upload: rate,
  uploadPerPeer: rate,
  download: rate,
  downloadPerPeer: rate,
});

/** How fast the user lets bytes move; kept on disk, and in force at once. */
export class RateSettings {
  readonly events = new EventEmitter<{ changed: [] }>();
  readonly #file: JsonFile<RateLimits>;
  readonly #uploads: Throttle;
  readonly #downloads: Throttle;
  /** Bytes a second; null while only the user's limits hold. */
  #cap: number | null = null;

  private constructor(file: JsonFile<RateLimits>, uploads: Throttle, downloads: Throttle) {
    this.#file = file;
    this.#uploads = uploads;
    this.#downloads = downloads;
    this.#apply();
  }

  static async open(
    folder: DataFolder,
    uploads: Throttle,
    downloads: Throttle,
  ): Promise<RateSettings> {
    const file = await folder.openRecord('limits.json', ratesSchema, EMPTY_STATE.limits);
    return new RateSettings(file, uploads, downloads);
  }

  get value(): RateLimits {
    return this.#file.value;
  }

  async set(limits: RateLimits): Promise<void> {
    await this.#file.update(() => limits);
    this.#apply();
    this.events.emit('changed');
  }

  /** For as long as something else than the user asks for less, such as a battery. */
  cap(rate: number | null): void {
    this.#cap = rate;
    this.#apply();
  }

  #apply(): void {
    const { upload, uploadPerPeer, download, downloadPerPeer } = this.#file.value;
    this.#uploads.set({ total: this.#capped(upload), perPeer: uploadPerPeer });
    this.#downloads.set({ total: this.#capped(download), perPeer: downloadPerPeer });
  }

  #capped(rate: number | null): number | null {
    if (this.#cap === null) return rate;
    return rate === null ? this.#cap : Math.min(rate, this.#cap);
  }
}
