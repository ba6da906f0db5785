import type { Swarm } from '../../api/swarm-state.ts';
import { ShoalError } from '../../errors.ts';
import { shortId } from '../../short-id.ts';
import { candidatesFor } from './resolve.ts';

/** No project is called what the user typed. */
export class NoSuchSwarmError extends ShoalError {
  readonly code = 'unknown-swarm';

  constructor(typed: string) {
    super(`Nobody nearby shares “${typed}”. \`shoal nearby\` lists what is there.`);
  }
}

export class AmbiguousSwarmError extends ShoalError {
  readonly code = 'ambiguous-swarm';

  constructor(typed: string, swarms: readonly Swarm[]) {
    const found = swarms.map(({ name, id }) => `${name} (${shortId(id)})`).join(', ');
    super(`“${typed}” may be any of ${found}. Use the id in brackets.`);
  }
}

/**
 * The swarm that a user means by an id, the start of one (4 characters or more), its name, or what
 * one of its peers calls it.
 */
export function resolveSwarm(typed: string, swarms: readonly Swarm[]): Swarm {
  const found = candidatesFor(
    typed,
    swarms.map((swarm) => ({
      value: swarm,
      id: swarm.id,
      names: [swarm.name, ...swarm.alternatives.map(({ name }) => name)],
    })),
  );
  const [swarm] = found;
  if (swarm === undefined) throw new NoSuchSwarmError(typed);
  if (found.length > 1) throw new AmbiguousSwarmError(typed, found);
  return swarm;
}
