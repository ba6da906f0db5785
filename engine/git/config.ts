import { type GitPlace, git } from './run.ts';

/** All values of the keys that match `pattern` (an extended regular expression), in their order. */
export async function readConfig(
  place: GitPlace,
  pattern: string,
  signal?: AbortSignal,
): Promise<{ key: string; value: string }[]> {
  const { stdout } = await git(place, ['config', '--null', '--get-regexp', pattern], {
    signal,
    successExitCodes: [0, 1],
  });
  return stdout
    .split('\0')
    .filter((entry) => entry !== '')
    .map((entry) => {
      // `key<LF>value`; a key without `=` in the file has no value and means true.
      const newline = entry.indexOf('\n');
      if (newline === -1) return { key: entry, value: 'true' };
      return { key: entry.slice(0, newline), value: entry.slice(newline + 1) };
    });
}

/**
 * A boolean setting, in any of git's spellings; null if it is not set.
 * @throws GitFailedError as `bad-setting`
 */
export async function readBoolean(
  place: GitPlace,
  key: string,
  signal?: AbortSignal,
): Promise<boolean | null> {
  const { stdout, exitCode } = await git(place, ['config', '--type=bool', '--get', key], {
    signal,
    successExitCodes: [0, 1],
    expects: ['bad-setting'],
  });
  return exitCode === 0 ? stdout.trim() === 'true' : null;
}

/**
 * All values of a setting that is a path, `~` and `~user` spelt out.
 * @throws GitFailedError as `bad-setting`
 */
export async function readPaths(
  place: GitPlace,
  key: string,
  signal?: AbortSignal,
): Promise<string[]> {
  const args = ['config', '--null', '--type=path', '--get-all', key];
  const { stdout } = await git(place, args, {
    signal,
    successExitCodes: [0, 1],
    expects: ['bad-setting'],
  });
  return stdout.split('\0').filter((path) => path !== '');
}

export async function writeConfig(
  place: GitPlace,
  key: string,
  value: string,
  signal?: AbortSignal,
): Promise<void> {
  await git(place, ['config', key, value], { signal });
}
