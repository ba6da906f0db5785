import { z } from 'zod';
import type { DataFolder } from '../store/data-folder.ts';
import type { JsonFile } from '../store/json-file.ts';

const guestsSchema = z.object({
  isOn: z.boolean(),
  /** When it ends by itself, in milliseconds since the epoch; null if it does not. */
  until: z.number().nullable(),
  /** The port of last time, so that addresses stay the same; null before the first time. */
  port: z.int().min(1).max(65_535).nullable(),
  /** Whether they came in, and go, with the room. */
  isForRoom: z.boolean().optional(),
});
type GuestChoices = z.infer<typeof guestsSchema>;

/** What the user chose for guests; kept on disk. */
export class GuestSettings {
  readonly #file: JsonFile<GuestChoices>;

  private constructor(file: JsonFile<GuestChoices>) {
    this.#file = file;
  }

  static async open(folder: DataFolder): Promise<GuestSettings> {
    const initial = { isOn: false, until: null, port: null };
    return new GuestSettings(await folder.openRecord('guests.json', guestsSchema, initial));
  }

  get value(): GuestChoices {
    return this.#file.value;
  }

  async set(choices: Partial<GuestChoices>): Promise<void> {
    await this.#file.update((before) => ({ ...before, ...choices }));
  }
}
