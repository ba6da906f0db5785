import { randomUUID } from 'node:crypto';
import { EventEmitter } from 'node:events';
import { z } from 'zod';
import type { ActivityEntry } from '../../shared/api/state.ts';
import { oidSchema, peerIdSchema, repositoryIdSchema } from '../../shared/ids.ts';
import type { DataFolder } from '../store/data-folder.ts';
import type { JsonFile } from '../store/json-file.ts';

/** Older ones are forgotten. */
const KEPT = 200;
/** Changes of one fetch that are written down: a first one may bring thousands of tags. */
export const MAX_CHANGES = 200;

const changeSchema = z.object({
  ref: z.string(),
  old: oidSchema.nullable(),
  new: oidSchema.nullable(),
  kind: z.enum(['new', 'moved', 'rewritten', 'deleted']),
  commits: z.int().nullable(),
  isUndone: z.boolean(),
});

const entrySchema = z.object({
  id: z.string(),
  at: z.number(),
  peer: peerIdSchema,
  peerName: z.string(),
  repository: repositoryIdSchema,
  repositoryName: z.string(),
  isAutomatic: z.boolean(),
  bytes: z.number(),
  changes: z.array(changeSchema),
  more: z.int(),
  fastForward: z.array(z.object({ branch: z.string(), refusal: z.string().nullable() })),
});

/** What came from whom, newest first; kept on disk. */
export class ActivityLog {
  readonly #file: JsonFile<ActivityEntry[]>;
  /** Which entries have come, changed or gone. */
  readonly events = new EventEmitter<{ changed: [entries: readonly string[]] }>();

  private constructor(file: JsonFile<ActivityEntry[]>) {
    this.#file = file;
  }

  static async open(folder: DataFolder): Promise<ActivityLog> {
    return new ActivityLog(await folder.openList('activity.json', entrySchema));
  }

  get all(): readonly ActivityEntry[] {
    return this.#file.value;
  }

  find(id: string): ActivityEntry | null {
    return this.all.find((entry) => entry.id === id) ?? null;
  }

  async add(entry: Omit<ActivityEntry, 'id'>): Promise<void> {
    const id = randomUUID();
    const forgotten = this.all.slice(KEPT - 1).map((old) => old.id);
    const updated = this.#file.update((entries) => [{ ...entry, id }, ...entries].slice(0, KEPT));
    this.events.emit('changed', [id, ...forgotten]);
    await updated;
  }

  async replace(entry: ActivityEntry): Promise<void> {
    const updated = this.#file.update((entries) =>
      entries.map((old) => (old.id === entry.id ? entry : old)),
    );
    this.events.emit('changed', [entry.id]);
    await updated;
  }
}
