import { z } from 'zod';
import { type Oid, oidSchema, peerIdSchema, repositoryIdSchema } from '../../shared/ids.ts';
import type { ActivityLog } from '../activity/activity-log.ts';
import { passOverDiskFull } from '../errors/interruptions.ts';
import type { DataFolder } from '../store/data-folder.ts';
import type { JsonFile } from '../store/json-file.ts';
import type { FoundHead, HeadName } from './found-head.ts';

/** Heads remembered, those that were looked at last. */
const KEPT = 2_000;

const lookSchema = z.object({ oid: oidSchema, at: z.number() });
/** Where a head was when I looked at it, in milliseconds since the epoch. */
export type Look = z.infer<typeof lookSchema>;

const recordSchema = z.object({
  repository: repositoryIdSchema,
  peer: peerIdSchema,
  ref: z.string(),
  last: lookSchema,
  /** The last one of another commit. */
  before: lookSchema.nullable(),
});
type SeenRecord = z.infer<typeof recordSchema>;

/** Remembers at which commits I looked at heads. It keeps no commit: what git cleans up is gone. */
export class SeenHeads {
  readonly #file: JsonFile<SeenRecord[]>;
  readonly #activity: ActivityLog;

  private constructor(file: JsonFile<SeenRecord[]>, activity: ActivityLog) {
    this.#file = file;
    this.#activity = activity;
  }

  static async open(folder: DataFolder, activity: ActivityLog): Promise<SeenHeads> {
    return new SeenHeads(await folder.openList('seen-heads.json', recordSchema), activity);
  }

  /** Another commit of it, at which I looked, or which I had fetched, before this one; null if there is none. */
  before({ name, oid, tracking }: FoundHead): Look | null {
    const record = this.#find(name);
    const looked = record?.last.oid === oid ? record.before : record?.last;
    return looked ?? this.#fetchedBefore(name, oid, tracking);
  }

  /** To be called when it was shown. */
  async look({ name, oid }: FoundHead, now: number): Promise<void> {
    const record = this.#find(name);
    if (record?.last.oid === oid) return;
    const { repository, peer, ref } = name;
    const seen = { repository, peer, ref, last: { oid, at: now }, before: record?.last ?? null };
    await this.#file
      .update((records) => [seen, ...records.filter((each) => each !== record)].slice(0, KEPT))
      .catch(passOverDiskFull);
  }

  #find({ repository, peer, ref }: HeadName): SeenRecord | undefined {
    return this.#file.value.find(
      (each) => each.ref === ref && each.peer === peer && each.repository === repository,
    );
  }

  #fetchedBefore(
    { repository, peer }: HeadName,
    oid: Oid,
    tracking: FoundHead['tracking'],
  ): Look | null {
    if (tracking === null) return null;
    for (const entry of this.#activity.all) {
      if (entry.repository !== repository || entry.peer !== peer) continue;
      const change = entry.changes.find(({ ref }) => ref === tracking.ref);
      const fetched = change?.new === oid ? change.old : change?.new;
      if (fetched != null && fetched !== oid) return { oid: fetched, at: entry.at };
    }
    return null;
  }
}
