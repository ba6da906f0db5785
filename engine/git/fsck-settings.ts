import { UnreadableSettingError } from '../errors/interruptions.ts';
import { readBooleans, readConfig, readPaths } from './config.ts';
import { isGitFailure } from './errors.ts';
import type { GitPlace } from './run.ts';

/**
 * Whether the user's settings ask `git fetch` to check the content of what it receives.
 * @throws UnreadableSettingError
 */
export async function wantsFsck(place: GitPlace, signal?: AbortSignal): Promise<boolean> {
  return explained(async () => {
    const set = await readBooleans(place, '^(fetch|transfer)\\.fsckobjects$', signal);
    return set.get('fetch.fsckobjects') ?? set.get('transfer.fsckobjects') ?? false;
  });
}

/**
 * What is to be made of each kind of fault, as `git fetch` reads it (git-config(1), fetch.fsck.*): `<id>=<level>` each, and
 * `skiplist=<path>`, a relative one from the top of the working tree.
 * @throws UnreadableSettingError
 */
export async function readFsckLevels(place: GitPlace, signal?: AbortSignal): Promise<string[]> {
  return explained(async () => {
    const settings = await readConfig(place, '^fetch\\.fsck\\.', signal);
    const levels = settings
      .map(({ key, value }) => `${key.slice('fetch.fsck.'.length)}=${value}`)
      .filter((level) => !level.startsWith('skiplist='));
    const lists = await readPaths(place, 'fetch.fsck.skipList', signal);
    return [...levels, ...lists.map((path) => `skiplist=${path}`)];
  });
}

async function explained<T>(read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    throw isGitFailure(error, 'bad-setting') ? new UnreadableSettingError(error) : error;
  }
}
