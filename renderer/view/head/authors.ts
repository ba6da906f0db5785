import type { AppState } from '../../../shared/api/state.ts';
import type { PeerId } from '../../../shared/ids.ts';

interface Person {
  readonly id: PeerId;
  readonly name: string;
}

/** Who of those here a commit's author is, by the name; null for anybody else. */
export function personOf(
  author: string,
  { self, peers }: Pick<AppState, 'self' | 'peers'>,
): Person | null {
  const name = author.toLowerCase();
  const isAuthor = (person: Person) => person.name.toLowerCase() === name;
  const found = Object.values(peers).filter(isAuthor);
  if (self !== null && isAuthor(self)) return found.length === 0 ? self : null;
  // Two people of one name: nobody knows which.
  return found.length === 1 ? (found[0] ?? null) : null;
}
