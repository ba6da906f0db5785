import { ALL_HTTPS } from '../../shared/api/plain-git.ts';
import { ShoalError } from '../../shared/errors.ts';

/** Not what a host is called. */
class NoHostError extends ShoalError {
  readonly code = 'usage';

  constructor(typed: string) {
    super(
      `“${typed}” is no host. Write a name such as github.com, or http://HOST:PORT, or file://.`,
    );
  }
}

/** What to accelerate, as the user names it. */
export interface Host {
  /** `github.com`, `http://git.example.org:8080`, `file://`; `https://*` for all of https. */
  readonly name: string;
  /** For which addresses git reads Shoal's file: `hasconfig:remote.*.url` of git-config(1). */
  readonly patterns: readonly string[];
}

const EVERY_HTTPS: Host = { name: ALL_HTTPS, patterns: ['https://**'] };

const HOST =
  /^(?:([a-z][a-z0-9+.-]*):\/\/)?([a-z0-9](?:[a-z0-9._-]*[a-z0-9])?|\[[0-9a-f:.]+\])?(:\d{1,5})?\/?$/;
const WITHOUT_HOST = new Set(['file']);

/**
 * Reads a host as the user typed it.
 * @throws NoHostError
 */
export function hostNamed(typed: string): Host {
  if (typed === ALL_HTTPS) return EVERY_HTTPS;
  const [, scheme = 'https', host = '', port = ''] = HOST.exec(typed.toLowerCase()) ?? [];
  const isLocal = WITHOUT_HOST.has(scheme);
  if ((host === '') !== isLocal || (isLocal && port !== '') || scheme === 'gtp') {
    throw new NoHostError(typed);
  }
  const name = scheme === 'https' && port === '' ? host : `${scheme}://${host}${port}`;
  const at = (authority: string) => `${scheme}://${authority}${port}/**`;
  // In a pattern, brackets are letters to choose from.
  const literal = host.replace(/[[\]]/g, '\\$&');
  // Bitbucket and Azure have people put their name before the host.
  return { name, patterns: isLocal ? [at('')] : [at(literal), at(`*@${literal}`)] };
}
