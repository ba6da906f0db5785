import type { Oid } from '../../shared/ids.ts';
import { type GitPlace, git } from './run.ts';

/** Which of the ids name an object that is here, of the given type if one is given. */
export async function existingObjects(
  place: GitPlace,
  oids: readonly Oid[],
  options: { type?: 'commit'; signal?: AbortSignal } = {},
): Promise<Set<Oid>> {
  if (oids.length === 0) return new Set();
  const { stdout } = await git(
    place,
    ['cat-file', '--batch-check=%(objectname) %(objecttype)', '--buffer'],
    { signal: options.signal, input: `${oids.join('\n')}\n` },
  );
  const present = new Set<Oid>();
  for (const line of stdout.split('\n')) {
    const [oid, type] = line.split(' ');
    if (type === undefined || type === 'missing') continue;
    if (options.type === undefined || options.type === type) present.add(oid as Oid);
  }
  return present;
}
