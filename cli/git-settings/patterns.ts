import { UsageError } from '../errors.ts';

/** What to accelerate, as the user names it. */
export interface Host {
  /** `github.com`, `http://git.example.org:8080`, `file://`; `https://*` for all of https. */
  readonly name: string;
  /** For which addresses git reads Shoal's file: `hasconfig:remote.*.url` of git-config(1). */
  readonly patterns: readonly string[];
}

export const ALL_HTTPS: Host = { name: 'https://*', patterns: ['https://**'] };

const HOST =
  /^(?:([a-z][a-z0-9+.-]*):\/\/)?([a-z0-9](?:[a-z0-9._-]*[a-z0-9])?|\[[0-9a-f:.]+\])?(:\d{1,5})?\/?$/;
const WITHOUT_HOST = new Set(['file']);

/**
 * Reads a host as the user typed it.
 * @throws UsageError
 */
export function hostNamed(typed: string): Host {
  if (typed === ALL_HTTPS.name) return ALL_HTTPS;
  const [, scheme = 'https', host = '', port = ''] = HOST.exec(typed.toLowerCase()) ?? [];
  const isLocal = WITHOUT_HOST.has(scheme);
  if ((host === '') !== isLocal || (isLocal && port !== '') || scheme === 'gtp') {
    throw new UsageError(
      `“${typed}” is no host. Write a name such as github.com, or http://HOST:PORT, or file://.`,
    );
  }
  const name = scheme === 'https' && port === '' ? host : `${scheme}://${host}${port}`;
  const at = (authority: string) => `${scheme}://${authority}${port}/**`;
  // In a pattern, brackets are letters to choose from.
  const literal = host.replace(/[[\]]/g, '\\$&');
  // Bitbucket and Azure have people put their name before the host.
  return { name, patterns: isLocal ? [at('')] : [at(literal), at(`*@${literal}`)] };
}
