import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Oid } from '../../../shared/ids.ts';
import { isGitFailure } from '../../git/errors.ts';
import { indexPack } from '../../git/index-pack.ts';
import { openRepository, type Repository, shoalDir } from '../../git/open.ts';
import { checkComplete } from '../../git/rev-list.ts';
import type { GitPlace } from '../../git/run.ts';
import { together } from '../../waiting/together.ts';

/** Tries again when the packs change under it, as when the user runs `git gc`. */
const MAX_ROUNDS = 3;

/** What was found to be wrong. */
export class Unverified extends Error {}

/**
 * Reads every object of a clone that was taken on trust: the index that git computes from a pack must
 * be, byte for byte, the one that came with it, and nothing that the wants reach may be missing.
 * @throws Unverified
 */
export async function verifyClone(
  directory: string,
  wants: readonly Oid[],
  signal: AbortSignal,
): Promise<void> {
  const repository = await openRepository(directory, signal);
  for (let round = 0; ; round += 1) {
    try {
      await verifyPacks(repository, signal);
      break;
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      const isGone = code === 'ENOENT' || isGitFailure(error, 'file-gone');
      if (!isGone || round === MAX_ROUNDS) throw error;
    }
  }
  try {
    await checkComplete(repository, wants, signal);
  } catch (error) {
    if (isGitFailure(error, 'bad-data')) throw new Unverified('objects are missing');
    throw error;
  }
}

async function verifyPacks(repository: Repository, signal: AbortSignal): Promise<void> {
  const packs = join(repository.objectsDir, 'pack');
  const names = (await readdir(packs)).filter((name) => name.endsWith('.pack'));
  const scratch = await mkdtemp(`${shoalDir(repository)}-verify-`);
  // In sight of the same objects, git would read each of them a second time to compare.
  const place = { gitDir: repository.gitDir, objects: { directory: scratch, alternates: [] } };
  const verify = (name: string) => (signal: AbortSignal) =>
    verifyPack(place, join(packs, name), join(scratch, `${name}.idx`), signal);
  try {
    await together(names.map(verify), signal);
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

async function verifyPack(
  place: GitPlace,
  pack: string,
  computed: string,
  signal: AbortSignal,
): Promise<void> {
  const told = await readFile(pack.replace(/\.pack$/, '.idx'));
  try {
    await indexPack(place, pack, computed, { signal });
  } catch (error) {
    if (!isGitFailure(error, 'bad-data')) throw error;
    throw new Unverified('a part of it is cut short or altered');
  }
  if (!told.equals(await readFile(computed))) {
    throw new Unverified('its objects are not what they were said to be');
  }
  await rm(computed);
}
