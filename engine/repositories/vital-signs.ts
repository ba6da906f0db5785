import type { Stats } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Glance } from '../files/glance.ts';
import type { Repository } from '../git/open.ts';

/** Where a repository is; all but the path are as they were when it was opened last. */
export type Place = Pick<Repository, 'path'> & Partial<Repository>;

/** A few words about a repository, from looking at files alone: git is started only when one of them changes. */
export interface VitalSigns {
  /** Changes when it may have become another repository, or somebody else's. */
  readonly place: string;
  /** Changes when it may have become one of another kind: shallow, partial, borrowing from elsewhere. */
  readonly kind: string;
  /** Changes when packs or folders of objects come or go. */
  readonly objects: string;
}

/**
 * @param closely looks at each folder and pack of objects, too, for what was put back: some hundred files
 */
export async function readVitalSigns(
  place: Place,
  closely: boolean,
  glance: Glance,
): Promise<VitalSigns> {
  const { path, gitDir = join(path, '.git'), commonDir = gitDir } = place;
  const { objectsDir = join(commonDir, 'objects') } = place;
  const alternates = join(objectsDir, 'info', 'alternates');
  const folders = [...new Set([path, gitDir, commonDir, objectsDir])];
  const files = [
    join(path, '.git'),
    join(commonDir, 'config'),
    join(commonDir, 'shallow'),
    alternates,
  ];
  const own = [objectsDir, join(objectsDir, 'pack')];
  const first = await glance.at([...folders, ...files, ...own]);
  const isBorrowing = typeof first.get(alternates) !== 'string';
  const borrowed = isBorrowing ? await alternatesOf(objectsDir) : [];
  const stores = [...own, ...borrowed.flatMap((store) => [store, join(store, 'pack')])];
  const watched = closely ? await everythingIn(stores) : stores;
  const others = [...borrowed, ...watched].filter((path) => !first.has(path));
  const seen = new Map([...first, ...(await glance.at(others))]);
  const words = (paths: readonly string[], describe: (entry: Stats) => readonly number[]) =>
    paths
      .map((path) => seen.get(path) ?? '')
      .map((each) => (typeof each === 'string' ? each : describe(each).join(':')))
      .join(' ');
  return {
    place: words(folders, identityOf),
    kind: `${words(borrowed, identityOf)} ${words(files, contentOf)}`,
    objects: words(watched, changesOf),
  };
}

/** The names of the packs and of the folders of loose objects; what is under way has other names. */
export async function listStores({
  objectsDir,
}: Pick<Repository, 'objectsDir'>): Promise<Set<string>> {
  const stores = [objectsDir, ...(await alternatesOf(objectsDir))];
  const lists = stores.flatMap((store) => [
    named(store, /^[0-9a-f]{2}$/),
    named(join(store, 'pack'), /^pack-.*\.pack$/),
  ]);
  return new Set((await Promise.all(lists)).flat());
}

/** What was there before and is not there now. */
export function isLess(before: ReadonlySet<string>, now: ReadonlySet<string>): boolean {
  return [...before].some((name) => !now.has(name));
}

async function named(folder: string, pattern: RegExp): Promise<string[]> {
  const names = await readdir(folder).catch(() => []);
  return names.filter((name) => pattern.test(name)).map((name) => join(folder, name));
}

async function everythingIn(folders: readonly string[]): Promise<string[]> {
  const lists = folders.map(async (folder) => {
    const names = await readdir(folder).catch(() => []);
    return [folder, ...names.map((name) => join(folder, name))];
  });
  return (await Promise.all(lists)).flat();
}

/** Those that it names itself: git follows theirs, too (gitrepository-layout(5)), which is rare. */
async function alternatesOf(objectsDir: string): Promise<string[]> {
  const text = await readFile(join(objectsDir, 'info', 'alternates'), 'utf8').catch(() => '');
  return text
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => resolve(objectsDir, line));
}

/** Work in a folder changes its times, but not these. */
function identityOf({ dev, ino, uid, mode }: Stats): readonly number[] {
  return [dev, ino, uid, mode];
}

function changesOf({ ino, mtimeMs, size }: Stats): readonly number[] {
  return [ino, mtimeMs, size];
}

/** A `.git` is a file in a worktree or submodule, and a folder elsewhere. */
function contentOf(entry: Stats): readonly number[] {
  return entry.isFile() ? changesOf(entry) : [entry.ino];
}
