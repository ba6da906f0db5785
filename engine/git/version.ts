import { GitTooOldError } from './errors.ts';
import { git } from './run.ts';

const OLDEST = [2, 38] as const;

/**
 * Checks that git is installed and new enough.
 * @throws GitMissingError, GitTooOldError
 */
export async function checkGitVersion(): Promise<string> {
  const { stdout } = await git({}, ['version']);
  const [, version = '0', major = '0', minor = '0'] =
    /(([0-9]+)\.([0-9]+)[^\s]*)/.exec(stdout) ?? [];
  const isOld =
    Number(major) < OLDEST[0] || (Number(major) === OLDEST[0] && Number(minor) < OLDEST[1]);
  if (isOld) throw new GitTooOldError(version);
  return version;
}
