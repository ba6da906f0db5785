import { ALL_HTTPS, type PlainGit } from '../../shared/api/plain-git.ts';
import { listed } from '../../shared/domain/words/listed.ts';
import { t } from '../texts/texts.ts';

/** What the switch does, or for what it is on. */
export function plainGitEffect({ enabled, hosts, helper }: PlainGit): string {
  if (enabled && !helper.found) return t.shell.plainGit.isGone;
  if (enabled && !hosts.includes(ALL_HTTPS)) return t.shell.plainGit.forHosts(listed(hosts));
  return t.shell.plainGit.effect;
}
