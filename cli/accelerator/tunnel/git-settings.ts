import { execFileSync, spawnSync } from 'node:child_process';
import { isAllowed, type Settings } from '../allowed.ts';

/** All of git's settings, as they hold where the calling git is; of those with several values, the last. */
export function readSettings(): Settings {
  const settings = new Map<string, string>();
  let listed = '';
  try {
    listed = execFileSync('git', ['config', '--null', '--list'], {
      ...{ encoding: 'utf8', maxBuffer: 64 * 1024 * 1024, stdio: ['ignore', 'pipe', 'ignore'] },
    });
  } catch {
    // The git that called read them; what is wrong with them it has told, or will.
  }
  for (const entry of listed.split('\0')) {
    const newline = entry.indexOf('\n');
    if (newline === -1) settings.set(entry, 'true');
    else settings.set(entry.slice(0, newline), entry.slice(newline + 1));
  }
  return settings;
}

/** All values of a setting, the user's own first. */
export function readValues(name: string): string[] {
  const stdio: ['ignore', 'pipe', 'ignore'] = ['ignore', 'pipe', 'ignore'];
  const args = ['config', '--null', '--get-all', name];
  const { stdout } = spawnSync('git', args, { encoding: 'utf8', stdio });
  return stdout.split('\0').slice(0, -1);
}

/** What git does not hand on to a program that serves another repository: `git rev-parse --local-env-vars`. */
const OF_THIS_REPOSITORY = [
  ...['GIT_ALTERNATE_OBJECT_DIRECTORIES', 'GIT_CONFIG', 'GIT_CONFIG_PARAMETERS'],
  ...['GIT_CONFIG_COUNT', 'GIT_OBJECT_DIRECTORY', 'GIT_DIR', 'GIT_WORK_TREE'],
  ...['GIT_IMPLICIT_WORK_TREE', 'GIT_GRAFT_FILE', 'GIT_INDEX_FILE', 'GIT_NO_REPLACE_OBJECTS'],
  ...['GIT_REPLACE_REF_BASE', 'GIT_PREFIX', 'GIT_SHALLOW_FILE', 'GIT_COMMON_DIR'],
];

/** @param protocol what the other side is to speak, if it can; null for what everyone speaks */
export function environmentOfServer(protocol: string | null): NodeJS.ProcessEnv {
  const env = { ...process.env };
  for (const name of [...OF_THIS_REPOSITORY, 'GIT_PROTOCOL']) delete env[name];
  return protocol === null ? env : { ...env, GIT_PROTOCOL: protocol };
}

/** Whether git may use this kind of address here. */
export function mayUse(scheme: string, settings = readSettings()): boolean {
  return isAllowed(scheme, settings, process.env);
}

/** As git says it. */
export function notAllowed(scheme: string): string {
  return `transport '${scheme}' not allowed`;
}
