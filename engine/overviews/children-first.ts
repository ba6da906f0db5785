import type { OverviewCommit } from '../../shared/gtp/overview.ts';
import type { Oid } from '../../shared/ids.ts';

/**
 * The commits so that none stands before a child of it, as a graph needs them; otherwise in the order
 * given. By date alone they can stand wrong: clocks differ.
 */
export function childrenFirst(commits: readonly OverviewCommit[]): OverviewCommit[] {
  const waitingFor = new Map<Oid, number>(commits.map(({ oid }) => [oid, 0]));
  for (const parent of commits.flatMap(({ parents }) => parents)) {
    const children = waitingFor.get(parent);
    if (children !== undefined) waitingFor.set(parent, children + 1);
  }
  const rest = [...commits];
  const ordered: OverviewCommit[] = [];
  while (rest.length > 0) {
    const index = rest.findIndex(({ oid }) => waitingFor.get(oid) === 0);
    const [next] = rest.splice(Math.max(0, index), 1);
    if (next === undefined) break;
    ordered.push(next);
    for (const parent of next.parents) {
      const children = waitingFor.get(parent);
      if (children !== undefined) waitingFor.set(parent, children - 1);
    }
  }
  return ordered;
}
