import type { AppState } from '../../api/state.ts';
import type { Alternative } from '../../api/swarm-state.ts';
import { ShoalError } from '../../errors.ts';
import { candidatesFor } from './resolve.ts';

/** No copy of a project at a depot is called what the user typed. */
class NoSuchCopyError extends ShoalError {
  readonly code = 'unknown-copy';

  constructor(typed: string) {
    super(
      `No copy of this project at a depot goes by “${typed}”. Say whose it is, or the copy’s id.`,
    );
  }
}

class AmbiguousCopyError extends ShoalError {
  readonly code = 'ambiguous-copy';

  constructor(typed: string, copies: readonly Alternative[]) {
    const found = copies.map(({ name, repository }) => `${name} (${repository})`).join(', ');
    super(`“${typed}” may be any of ${found}. Use the id in brackets.`);
  }
}

/** The copy at a depot that a user means by whose project it is there, its name, its id or the start of that (4 characters or more). */
export function resolveDepotCopy(
  typed: string,
  copies: readonly Alternative[],
  { peers, self }: Pick<AppState, 'peers' | 'self'>,
): Alternative {
  const found = candidatesFor(
    typed,
    copies.map((copy) => {
      const owner = copy.pushes?.owner ?? copy.mirror?.of;
      const person = owner === undefined ? null : owner === self?.id ? self : peers[owner];
      const names = [copy.name, ...(person ? [person.name] : [])];
      return { value: copy, id: copy.repository, names };
    }),
  );
  const [copy] = found;
  if (copy === undefined) throw new NoSuchCopyError(typed);
  if (found.length > 1) throw new AmbiguousCopyError(typed, found);
  return copy;
}
