import type { LoggedEntry } from '../../../shared/api/depot-push-contract.ts';
import { t } from '../../texts/texts.ts';
import { dayOf } from './day.ts';
import { roleLabel } from './rights.ts';

/** Who did what, in a line; the branches of a push stand below it. */
export function entryWords({ seq, peer, name, act }: LoggedEntry): string {
  const words = t.depots.log;
  if (act.kind === 'push') return words.pushed(name);
  if (act.kind === 'revoke') return words.took(name, act.name);
  if (seq === 1 && act.to === peer) return words.begun(name);
  const role = roleLabel(act.role);
  return act.expires === null
    ? words.gave(name, act.name, role)
    : words.gaveUntil(name, act.name, role, dayOf(act.expires));
}
