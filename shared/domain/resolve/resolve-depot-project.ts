import type { DepotProjectState, DepotState } from '../../api/depot-state.ts';
import { ShoalError } from '../../errors.ts';
import { shortId } from '../../short-id.ts';
import { candidatesFor } from './resolve.ts';

/** The depot keeps nothing that is called what the user typed. */
class NoSuchDepotProjectError extends ShoalError {
  readonly code = 'unknown-depot-project';

  constructor(typed: string) {
    super(`The depot keeps nothing called “${typed}”. \`shoal depot list\` says what it keeps.`);
  }
}

class AmbiguousDepotProjectError extends ShoalError {
  readonly code = 'ambiguous-depot-project';

  constructor(typed: string, projects: readonly DepotProjectState[]) {
    const found = projects.map(({ name, id }) => `${name} (${shortId(id)})`).join(', ');
    super(`“${typed}” may be any of ${found}. Use the id in brackets.`);
  }
}

/** The project of a depot that a user means by its name, an id or the start of one (4 characters or more). */
export function resolveDepotProject(typed: string, depot: DepotState): DepotProjectState {
  const projects = depot.state === 'on' ? depot.projects : [];
  const found = candidatesFor(
    typed,
    projects.map((project) => ({ value: project, id: project.id, names: [project.name] })),
  );
  const [project] = found;
  if (project === undefined) throw new NoSuchDepotProjectError(typed);
  if (found.length > 1) throw new AmbiguousDepotProjectError(typed, found);
  return project;
}
