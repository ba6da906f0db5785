import { textLines } from './lines.ts';
import { type GitPlace, git } from './run.ts';

export interface ConfigEntry {
  /** Section and variable in lower case (git-config(1)). */
  readonly key: string;
  readonly value: string;
  /** Where it stands, as git-config(1) has it for `--show-scope`. */
  readonly scope: string;
}

/** All values of the keys that match `pattern` (an extended regular expression), in their order. */
export async function readConfig(
  place: GitPlace,
  pattern: string,
  signal?: AbortSignal,
): Promise<ConfigEntry[]> {
  const args = ['config', '--null', '--show-scope', '--get-regexp', pattern];
  const { stdout } = await git(place, args, { signal, successExitCodes: [0, 1] });
  return inPairs(stdout).map(([scope, entry]) => {
    // `key<LF>value`; a key without `=` in the file has no value and means true.
    const newline = entry.indexOf('\n');
    if (newline === -1) return { key: entry, value: 'true', scope };
    return { key: entry.slice(0, newline), value: entry.slice(newline + 1), scope };
  });
}

/** What stands between zero bytes, two by two: where a setting stands, and what was asked of it. */
export function inPairs(stdout: string): (readonly [scope: string, entry: string])[] {
  const fields = stdout.split('\0');
  const pairs: (readonly [string, string])[] = [];
  for (let index = 0; index + 1 < fields.length; index += 2) {
    pairs.push([fields[index] ?? '', fields[index + 1] ?? '']);
  }
  return pairs;
}

/**
 * The last values of the boolean settings whose keys match `pattern`, in any of git's spellings.
 * @returns by key, as `ConfigEntry` has it
 * @throws GitFailedError as `bad-setting`
 */
export async function readBooleans(
  place: GitPlace,
  pattern: string,
  signal?: AbortSignal,
): Promise<Map<string, boolean>> {
  const { stdout } = await git(place, ['config', '--type=bool', '--get-regexp', pattern], {
    signal,
    successExitCodes: [0, 1],
    expects: ['bad-setting'],
  });
  const entries = textLines(stdout).map((line) => line.split(' '));
  return new Map(entries.map(([key = '', value]) => [key, value === 'true']));
}

const OUTSIDE: ReadonlySet<string> = new Set(['system', 'global', 'command']);

/** Whether a setting does not stand in the repository itself. */
export function isOutside({ scope }: Pick<ConfigEntry, 'scope'>): boolean {
  return OUTSIDE.has(scope);
}

/** The last value of a path's setting that does not stand in the repository itself, `~` spelt out; null if there is none. */
export async function readOutside(
  place: GitPlace,
  key: string,
  signal?: AbortSignal,
): Promise<string | null> {
  const args = ['config', '--null', '--show-scope', '--type=path', '--get-all', key];
  const { stdout } = await git(place, args, {
    signal,
    successExitCodes: [0, 1],
    expects: ['bad-setting'],
  });
  const outside = inPairs(stdout).filter(([scope]) => isOutside({ scope }));
  return outside.at(-1)?.[1] || null;
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

/** Removes all settings of one section, such as `branch.main`; none need be there. */
export async function removeConfigSection(
  place: GitPlace,
  section: string,
  signal?: AbortSignal,
): Promise<void> {
  await git(place, ['config', '--remove-section', section], {
    signal,
    successExitCodes: [0, 1, 128],
  });
}
