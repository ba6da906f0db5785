import type { Oid } from '../../shared/ids.ts';
import { type GitPlace, git } from './run.ts';

/** Which of the ids name an object that is here. */
export async function existingObjects(
  place: GitPlace,
  oids: readonly Oid[],
  signal?: AbortSignal,
): Promise<Set<Oid>> {
  if (oids.length === 0) return new Set();
  const { stdout } = await git(place, ['cat-file', '--batch-check=%(objectname)', '--buffer'], {
    signal,
    input: `${oids.join('\n')}\n`,
  });
  const present = new Set<Oid>();
  for (const line of stdout.split('\n')) {
    if (line !== '' && !line.endsWith(' missing')) present.add(line as Oid);
  }
  return present;
}

/** The bytes that objects take in their packs here, added up. */
export async function diskSize(
  place: GitPlace,
  oids: readonly Oid[],
  signal?: AbortSignal,
): Promise<number> {
  if (oids.length === 0) return 0;
  const { stdout } = await git(place, ['cat-file', '--batch-check=%(objectsize:disk)', '--buffer'], {
    signal,
    input: `${oids.join('\n')}\n`,
  });
  return stdout.split('\n').reduce((sum, line) => sum + (Number.parseInt(line, 10) || 0), 0);
}
