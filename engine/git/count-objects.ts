import { type GitPlace, git } from './run.ts';

/** How many objects and packs the repository stores, and the bytes they take. */
export async function countStoredObjects(
  place: GitPlace,
  signal?: AbortSignal,
): Promise<{ objects: number; packs: number; bytes: number }> {
  const { stdout } = await git(place, ['count-objects', '-v'], { signal });
  const value = (key: string) => Number(new RegExp(`^${key}: (\\d+)$`, 'm').exec(stdout)?.[1] ?? 0);
  // Sizes are told in KiB.
  return {
    objects: value('count') + value('in-pack'),
    packs: value('packs'),
    bytes: (value('size') + value('size-pack')) * 1024,
  };
}
