import { ALL_HTTPS, type PlainGit } from '../../shared/api/plain-git.ts';
import { listed } from '../../shared/domain/words/listed.ts';

/** What the switch does, or for what it is on. */
export function plainGitEffect({ enabled, hosts, helper }: PlainGit): string {
  if (enabled && !helper.found) return 'Its program is gone: turn it off and on again.';
  if (enabled && !hosts.includes(ALL_HTTPS))
    return `git clone and fetch ask teammates first, for ${listed(hosts)}.`;
  return 'git clone and fetch take from teammates what they have, and the rest from the server.';
}
