import type { DepotLook } from '../../../shared/api/depot-look-contract.ts';
import { t } from '../../texts/texts.ts';
import { dayOf } from '../../view/depots/day.ts';
import { patternWords } from '../../view/depots/rights.ts';

/** What I may push there. */
export function MyRole({ look: { rights, depot, entries } }: { look: DepotLook }) {
  if (rights.state === 'none') return null;
  const { role, expires } = rights;
  const words = t.depots.rights;
  const may =
    role.role === 'maintainer'
      ? words.maintainer(patternWords(role))
      : entries === 0
        ? words.begins(depot.name)
        : words[role.role];
  return (
    <p>
      {may} {expires !== null && words.until(dayOf(expires))}
    </p>
  );
}
