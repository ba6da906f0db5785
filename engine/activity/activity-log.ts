import { randomUUID } from 'node:crypto';
import { EventEmitter } from 'node:events';
import { z } from 'zod';
import type { ActivityEntry } from '../../shared/api/activity-state.ts';
import { takenBack } from '../../shared/domain/undone.ts';
import { oidSchema, peerIdSchema, repositoryIdSchema } from '../../shared/ids.ts';
import type { DataFolder } from '../store/data-folder.ts';
import type { JsonFile } from '../store/json-file.ts';

/** Older ones are forgotten, unless the user took something of them back that would come again otherwise. */
const KEPT = 200;
/** Changes of all entries together: a first fetch may bring thousands of tags, and all of it can be undone. */
const MAX_CHANGES = 20_000;
/** What an entry keeps that is too old for all of its changes. */
const MAX_OLD_CHANGES = 200;

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
    const before = new Set(this.all);
    const updated = this.#file.update((entries) =>
      withinBudget(withoutOldest([{ ...entry, id }, ...entries])),
    );
    const after = new Set(this.all);
    const changed = this.all.filter((each) => !before.has(each));
    const gone = [...before].filter((each) => !after.has(each));
    this.events.emit('changed', [...new Set([...changed, ...gone].map((each) => each.id))]);
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

/** The newest keep all of their changes, older ones the first of them, once there are too many in all. */
export function withinBudget(
  entries: readonly ActivityEntry[],
  most = MAX_CHANGES,
): ActivityEntry[] {
  let left = most;
  return entries.map((entry) => {
    const { changes, more } = entry;
    const isWhole = changes.length <= Math.max(left, MAX_OLD_CHANGES);
    // What was taken back must not come again for being forgotten.
    const kept = isWhole
      ? changes
      : changes.filter(({ isUndone }, index) => isUndone || index < MAX_OLD_CHANGES);
    left = Math.max(0, left - kept.length);
    return isWhole ? entry : { ...entry, changes: kept, more: more + changes.length - kept.length };
  });
}

function withoutOldest(entries: ActivityEntry[]): ActivityEntry[] {
  if (entries.length <= KEPT) return entries;
  const needed = new Set(takenBack(entries).map(({ entry }) => entry.id));
  return entries.filter(({ id }, index) => index < KEPT || needed.has(id));
}
