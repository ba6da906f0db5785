import { EventEmitter } from 'node:events';
import { z } from 'zod';
import { EMPTY_STATE } from '../../shared/api/state.ts';
import { shareBackSchema } from '../../shared/domain/visibility.ts';
import type { DataFolder } from './data-folder.ts';
import type { JsonFile } from './json-file.ts';

const cloningSchema = z.object({ share: shareBackSchema });
type Cloning = z.infer<typeof cloningSchema>;

/** What the user wants of clones; kept on disk. */
export class CloningSettings {
  readonly events = new EventEmitter<{ changed: [] }>();
  readonly #file: JsonFile<Cloning>;

  private constructor(file: JsonFile<Cloning>) {
    this.#file = file;
  }

  static async open(folder: DataFolder): Promise<CloningSettings> {
    const initial = EMPTY_STATE.cloning;
    return new CloningSettings(await folder.openRecord('cloning.json', cloningSchema, initial));
  }

  get value(): Cloning {
    return this.#file.value;
  }

  async set(wanted: Cloning): Promise<void> {
    await this.#file.update(() => wanted);
    this.events.emit('changed');
  }
}
