import { readdir, readFile, stat } from 'node:fs/promises';
import { isAbsolute, join, resolve } from 'node:path';

/** git itself follows no longer chain of folders that borrow from each other. */
const MAX_DEPTH = 5;

/** A pack with an index beside it. */
export interface IndexedPack {
  readonly path: string;
  /** What the index takes. */
  readonly indexBytes: number;
}

/** The packs of an object folder, and of those from which it borrows; those with most objects first. */
export async function listPacks(objectsDir: string): Promise<IndexedPack[]> {
  const folders = new Set<string>();
  await follow(objectsDir, folders, 0);
  const packs = await Promise.all([...folders].map((folder) => packsIn(join(folder, 'pack'))));
  return packs.flat().sort((a, b) => b.indexBytes - a.indexBytes || (a.path < b.path ? -1 : 1));
}

async function follow(folder: string, found: Set<string>, depth: number): Promise<void> {
  if (found.has(folder) || depth > MAX_DEPTH) return;
  found.add(folder);
  const text = await readFile(join(folder, 'info', 'alternates'), 'utf8').catch(() => '');
  for (const line of text.split('\n')) {
    // What is quoted is left to git: its objects are just not found here.
    if (line === '' || line.startsWith('#') || line.startsWith('"')) continue;
    // Only the first folder's may be relative (gitrepository-layout(5)).
    if (depth === 0 || isAbsolute(line)) await follow(resolve(folder, line), found, depth + 1);
  }
}

async function packsIn(folder: string): Promise<IndexedPack[]> {
  const names = await readdir(folder).catch(() => []);
  const bases = names.filter((name) => name.endsWith('.pack')).map((name) => name.slice(0, -5));
  const packs = bases.map(async (base): Promise<IndexedPack[]> => {
    const index = await stat(join(folder, `${base}.idx`)).catch(() => null);
    return index === null ? [] : [{ path: join(folder, `${base}.pack`), indexBytes: index.size }];
  });
  return (await Promise.all(packs)).flat();
}
