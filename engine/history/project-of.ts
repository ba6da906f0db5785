import type { SwarmId } from '../../shared/ids.ts';
import type { Sources } from '../asking/sources.ts';
import type { Repositories } from '../repositories/repositories.ts';

/** What a project is called, and whether some copy of it has an origin; null where nobody here has it any more. */
export function projectOf(
  swarm: SwarmId,
  { repositories, sources }: { readonly repositories: Repositories; readonly sources: Sources },
): { readonly name: string; readonly hasOrigin: boolean } | null {
  const mine = repositories.all.flatMap(({ reading }) =>
    reading?.own?.swarm === swarm ? [reading.content] : [],
  );
  const theirs = sources.copies().filter(({ shared }) => shared.swarm === swarm);
  const name = mine[0]?.name ?? theirs[0]?.shared.name;
  if (name === undefined) return null;
  const hasOrigin =
    mine.some(({ origins }) => origins.hasAny) ||
    theirs.some(({ shared }) => shared.origins.length > 0);
  return { name, hasOrigin };
}
