/** git's settings, each by its name as `git config --list` writes it: section and key in lower case. */
export type Settings = ReadonlyMap<string, string>;

const ALWAYS = new Set(['http', 'https', 'git', 'ssh']);

/**
 * Whether git may use this kind of address: the rules of `protocol.allow` (git-config(1)) and GIT_ALLOW_PROTOCOL
 * (git(1)). git has asked them of `gtp` alone.
 */
export function isAllowed(
  scheme: string,
  settings: Settings,
  env: Readonly<Record<string, string | undefined>>,
): boolean {
  const { GIT_ALLOW_PROTOCOL: listed, GIT_PROTOCOL_FROM_USER: fromUser = 'true' } = env;
  if (listed !== undefined) return listed.split(':').includes(scheme);
  const rule =
    settings.get(`protocol.${scheme}.allow`) ?? settings.get('protocol.allow') ?? usual(scheme);
  if (rule === 'always') return true;
  return rule === 'user' && !/^(false|no|off|0|)$/i.test(fromUser);
}

function usual(scheme: string): string {
  if (ALWAYS.has(scheme)) return 'always';
  return scheme === 'ext' ? 'never' : 'user';
}
