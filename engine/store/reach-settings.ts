import { EventEmitter } from 'node:events';
import { z } from 'zod';
import { bootstrapSchema, relaysSchema, trackersSchema } from '../../shared/api/reach-contract.ts';
import { swarmIdSchema } from '../../shared/ids.ts';
import type { DataFolder } from './data-folder.ts';
import type { JsonFile } from './json-file.ts';

const reachSchema = z.object({
  trackers: trackersSchema,
  relays: relaysSchema,
  punching: z.boolean().default(false),
  bootstrap: bootstrapSchema.default([]),
  /** Projects that somebody was invited to and may not have yet; the latest last. */
  invitedTo: z.array(swarmIdSchema).max(64),
});
type ReachSettingsValue = z.infer<typeof reachSchema>;

const INITIAL: ReachSettingsValue = {
  ...{ trackers: [], relays: [], punching: false, bootstrap: [], invitedTo: [] },
};

/** How the user wants to be found beyond the local network; kept on disk. */
export class ReachSettings {
  readonly events = new EventEmitter<{ changed: [] }>();
  readonly #file: JsonFile<ReachSettingsValue>;

  private constructor(file: JsonFile<ReachSettingsValue>) {
    this.#file = file;
  }

  static async open(folder: DataFolder): Promise<ReachSettings> {
    return new ReachSettings(await folder.openRecord('reach.json', reachSchema, INITIAL));
  }

  get value(): ReachSettingsValue {
    return this.#file.value;
  }

  async set(change: Partial<ReachSettingsValue>): Promise<void> {
    await this.#file.update((before) => ({ ...before, ...change }));
    this.events.emit('changed');
  }
}
