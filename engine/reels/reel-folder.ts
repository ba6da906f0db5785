import { readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Block, planLineSchema } from '../../shared/gtp/reel.ts';

/** Room on disk. */
export interface Room {
  readonly bytes: number;
  readonly files: number;
}

export const NO_ROOM: Room = { bytes: 0, files: 0 };

/** Holds the blocks of a folder whose object lists are complete. */
const PLAN = 'plan.json';
/** Begins the names of what is being built. */
export const UNFINISHED = 'building-';

export function addRooms(rooms: readonly Room[]): Room {
  return rooms.reduce(
    (sum, { bytes, files }) => ({ bytes: sum.bytes + bytes, files: sum.files + files }),
    NO_ROOM,
  );
}

/** What these files take; those that are not there take nothing. */
export async function roomOf(paths: readonly string[]): Promise<Room> {
  const rooms = await Promise.all(
    paths.map((path) =>
      stat(path).then(
        ({ size }) => ({ bytes: size, files: 1 }),
        () => NO_ROOM,
      ),
    ),
  );
  return addRooms(rooms);
}

export async function roomOfFolder(directory: string): Promise<Room> {
  return roomOf([...(await filesIn(directory))]);
}

/** What the lists of a folder take, and its plan: without the blocks that are made of them. */
export async function roomOfLists(directory: string): Promise<Room> {
  const paths = [...(await filesIn(directory))];
  return roomOf(paths.filter((path) => path.endsWith('.list') || path.endsWith(PLAN)));
}

/** The paths of what is in a folder; nothing is in one that is not there. */
export async function filesIn(directory: string): Promise<Set<string>> {
  const names = await readdir(directory).catch(() => []);
  return new Set(names.map((name) => join(directory, name)));
}

/** Null while there is none, or it cannot be read. */
export async function readPlan(directory: string): Promise<Block[] | null> {
  try {
    return planLineSchema.parse(JSON.parse(await readFile(join(directory, PLAN), 'utf8'))).blocks;
  } catch {
    return null;
  }
}

/** From now on, the lists are complete. */
export async function writePlan(directory: string, blocks: readonly Block[]): Promise<void> {
  await writeFile(join(directory, PLAN), JSON.stringify({ blocks, isLast: true }));
}

/** What interrupted builds of an earlier run left behind. */
export async function removeUnfinished(directory: string): Promise<void> {
  const names = await readdir(directory);
  const stale = names.filter((name) => name.startsWith(UNFINISHED));
  await Promise.all(
    stale.map((name) => rm(join(directory, name), { recursive: true, force: true })),
  );
}

export async function removeFolder(directory: string): Promise<void> {
  await rm(directory, { recursive: true, force: true, maxRetries: 3 });
}
