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

/** The commits to which the ids lead, those of tags too, in their order; null where one leads to none. */
export async function commitsOf(
  place: GitPlace,
  oids: readonly Oid[],
  signal?: AbortSignal,
): Promise<(Oid | null)[]> {
  const { stdout } = await git(place, ['cat-file', '--batch-check=%(objectname)', '--buffer'], {
    signal,
    input: oids.map((oid) => `${oid}^{commit}\n`).join(''),
  });
  const lines = stdout.split('\n');
  return oids.map((_, index) => {
    const line = lines[index] ?? '';
    return /^[0-9a-f]+$/.test(line) ? (line as Oid) : null;
  });
}
