import { z } from 'zod';
import type { History, HistoryEntry } from '../../shared/api/history-state.ts';
import { allEntries } from '../../shared/domain/history/sums.ts';
import { type PeerId, peerIdSchema, type SwarmId, swarmIdSchema } from '../../shared/ids.ts';
import type { DataFolder } from '../store/data-folder.ts';
import type { JsonFile } from '../store/json-file.ts';
import { withMoved } from './roll-up.ts';

const bytes = z.int().min(0);
const entrySchema = z.object({
  peer: z.union([peerIdSchema, z.literal(['guests', 'others'])]),
  swarm: z.union([swarmIdSchema, z.literal('others')]),
  received: bytes,
  given: bytes,
  saved: bytes,
});
const periodsSchema = z.array(
  z.object({ start: z.string().regex(/^\d{4,6}-\d\d(-\d\d)?$/), entries: z.array(entrySchema) }),
);
const historySchema = z.object({
  days: periodsSchema,
  months: periodsSchema,
  before: z.array(entrySchema),
  people: z.record(peerIdSchema, z.string()),
  projects: z.record(swarmIdSchema, z.string()),
});

/** How those are called of whom something moved. */
export interface Names {
  readonly people: Readonly<Record<PeerId, string>>;
  readonly projects: Readonly<Record<SwarmId, string>>;
}

/** What moved so far; kept on disk, in a file that does not grow beyond some bounds. */
export class HistoryLog {
  readonly #file: JsonFile<History>;

  private constructor(file: JsonFile<History>) {
    this.#file = file;
  }

  static async open(folder: DataFolder): Promise<HistoryLog> {
    const initial: History = { days: [], months: [], before: [], people: {}, projects: {} };
    return new HistoryLog(await folder.openRecord<History>('history.json', historySchema, initial));
  }

  /** The history as it is once this is added, too. */
  with(day: string, moved: readonly HistoryEntry[], names: Names): History {
    return added(this.#file.value, day, moved, names);
  }

  /** Settles when it is on disk. */
  async add(day: string, moved: readonly HistoryEntry[], names: Names): Promise<void> {
    await this.#file.update((history) => added(history, day, moved, names));
  }
}

function added(
  history: History,
  day: string,
  moved: readonly HistoryEntry[],
  names: Names,
): History {
  if (moved.length === 0) return history;
  const { people, projects } = history;
  const grown = { ...withMoved(history, day, moved), people, projects };
  const entries = allEntries(grown);
  return {
    ...grown,
    people: only({ ...people, ...names.people }, new Set(entries.map(({ peer }) => peer))),
    projects: only({ ...projects, ...names.projects }, new Set(entries.map(({ swarm }) => swarm))),
  };
}

/** The names of those that are still told apart. */
function only<T extends Readonly<Record<string, string>>>(
  names: T,
  wanted: ReadonlySet<string>,
): T {
  return Object.fromEntries(Object.entries(names).filter(([id]) => wanted.has(id))) as T;
}
