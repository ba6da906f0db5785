import { execFileSync } from 'node:child_process';

/** Runs git for a test's set-up or check, apart from the code under test. */
export function git(
  directory: string,
  args: readonly string[],
  input?: string | Buffer,
  more: Readonly<Record<string, string>> = {},
): string {
  const env = {
    ...process.env,
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_CONFIG_NOSYSTEM: '1',
    ...NO_MAINTENANCE,
    ...AUTHOR,
    ...more,
  };
  const options = {
    cwd: directory,
    env,
    input,
    maxBuffer: 512 * 1024 * 1024,
    stdio: 'pipe' as const,
  };
  return execFileSync('git', [...args], options)
    .toString()
    .trimEnd();
}

/**
 * Without what git does by itself after a command and goes on with when that has ended (git-maintenance(1)): a test would
 * look in the middle of it, or remove the folder below it.
 */
export const NO_MAINTENANCE = {
  GIT_CONFIG_COUNT: '1',
  GIT_CONFIG_KEY_0: 'maintenance.auto',
  GIT_CONFIG_VALUE_0: 'false',
};

const AUTHOR = {
  GIT_AUTHOR_NAME: 'Test',
  GIT_AUTHOR_EMAIL: 'test@example.invalid',
  GIT_COMMITTER_NAME: 'Test',
  GIT_COMMITTER_EMAIL: 'test@example.invalid',
};

/** All refs below the prefixes, `<oid> <ref> <target of a symbolic ref>` each. */
export function refs(directory: string, ...prefixes: string[]): string[] {
  const format = '--format=%(objectname) %(refname) %(symref)';
  return git(directory, ['for-each-ref', format, ...prefixes])
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

/** The refs that a fetch makes of a repository's heads, as `refs` lists them, sorted. */
export function trackingRefsOf(source: string, alias: string): string[] {
  return refs(source, 'refs/heads', 'refs/tags')
    .map((line) =>
      line
        .replace('refs/heads/', `refs/remotes/${alias}/`)
        .replace('refs/tags/', `refs/remotes/${alias}/tags/`),
    )
    .sort();
}

/** Everything a fetch must leave alone: HEAD, index, working tree, branches, tags, stash, config. */
export function untouchables(directory: string): string {
  return [
    git(directory, ['symbolic-ref', '-q', 'HEAD']),
    git(directory, ['ls-files', '--stage']),
    git(directory, ['status', '--porcelain=v2', '--branch', '--untracked-files=all', '--ignored']),
    ...refs(directory, 'refs/heads', 'refs/tags', 'refs/stash', 'refs/remotes/origin'),
    ...ownSettings(directory),
  ].join('\n');
}

/** All but the remotes that Shoal makes for teammates, of which a kill may leave what is written first. */
function ownSettings(directory: string): string[] {
  const settings = git(directory, ['config', '--list', '--local']).split('\n');
  const hasUrl = (name: string) => settings.some((line) => line.startsWith(`remote.${name}.url=`));
  const teammates = settings.flatMap((line) => {
    const [, whole] = /^remote\.(.+)\.url=gtp:/.exec(line) ?? [];
    const [, begun] = /^remote\.(.+)\.skipfetchall=true$/.exec(line) ?? [];
    const name = whole ?? (begun === undefined || hasUrl(begun) ? undefined : begun);
    return name === undefined || name === 'origin' ? [] : [`remote.${name}.`];
  });
  return settings.filter((line) => !teammates.some((prefix) => line.startsWith(prefix)));
}

/** `git fsck --strict` finds nothing. */
export function fsck(directory: string): string {
  return git(directory, ['fsck', '--strict', '--no-dangling', '--no-progress']);
}

/** A clone of `source` as it was at `revision`, without anything that came since. */
export function cloneAt(source: string, revision: string, target: string): void {
  const commit = git(source, ['rev-parse', `${revision}^{commit}`]);
  const format = git(source, ['rev-parse', '--show-object-format']);
  git(source, ['init', '--quiet', '--initial-branch=main', `--object-format=${format}`, target]);
  git(target, [
    'fetch',
    '--quiet',
    '--no-tags',
    source,
    `${commit}:refs/heads/main`,
    '--update-head-ok',
  ]);
  git(target, ['reset', '--quiet', '--hard', 'main']);
}
