import type { SharedRepository } from '../../shared/gtp/manifest.ts';
import type { SwarmId } from '../../shared/ids.ts';
import { swarmIdOf } from '../identity/peer-id.ts';

type Rooted = Pick<SharedRepository, 'objectFormat' | 'roots'>;

/** By entry, which stays the same object while nothing in it changes. */
const known = new WeakMap<Rooted, readonly SwarmId[]>();

/** Every id that a chain of this project may go by: that of any of its root commits. */
export function projectsOf(entry: Rooted): readonly SwarmId[] {
  const before = known.get(entry);
  if (before !== undefined) return before;
  const found = entry.roots.map((root) => swarmIdOf(entry.objectFormat, root));
  known.set(entry, found);
  return found;
}
