import type { DepotProjectState, DepotState } from '../../shared/api/depot-state.ts';
import type { Depot } from '../depot/depot.ts';
import type { DepotProject } from '../depot/depot-project.ts';

/** What a depot keeps, as it is shown. */
export function toDepotState(depot: Depot, mirrors: readonly string[]): DepotState {
  return {
    state: 'on',
    directory: depot.directory,
    mirrors,
    quota: depot.settings.quota,
    used: depot.used,
    projects: depot.all.map(toProjectState),
  };
}

export function toProjectState(project: DepotProject): DepotProjectState {
  const { record, problem } = project;
  const { id, swarm, name, owner, since, isOpen, told, used, quota } = record;
  const ownerFirst = [...record.people].sort(
    (a, b) => Number(b.peer === owner) - Number(a.peer === owner) || a.seenAt - b.seenAt,
  );
  const people = ownerFirst.map((person) => ({
    ...{ peer: person.peer, name: person.name, heads: person.heads },
    asOf: project.asOf(person.peer),
  }));
  return { id, swarm, name, owner, since, isOpen, told, used, quota, people, problem };
}
