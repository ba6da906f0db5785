import type { Head, SharedRepository } from '../../shared/gtp/manifest.ts';
import type { SignedStatement, TakesPushes } from '../../shared/gtp/push.ts';
import type { RepositoryId, SwarmId } from '../../shared/ids.ts';
import { projectsOf } from '../chain/projects-of.ts';
import type { LocalCopy } from '../repositories/local-copy.ts';
import { openingOf, visibilityOf } from '../repositories/repository-records.ts';

/** What is told of pushes to depots. */
export interface PushMarks {
  /** Whether it can be said by now: a depot that showed a copy without its chain would seem to hide it. */
  isKnown(repository: RepositoryId): boolean;
  /** What a depot says of the pushes to one of its copies; null for every other copy. */
  of(repository: RepositoryId, heads: readonly Head[]): TakesPushes | null;
  /** What depots stated of these projects. @param isOpen whether everyone is told of it */
  statements(projects: readonly SwarmId[], isOpen: boolean): readonly SignedStatement[];
}

export const NO_MARKS: PushMarks = {
  isKnown: () => true,
  of: () => null,
  statements: () => [],
};

type Marks = Pick<SharedRepository, 'open' | 'room' | 'pushes' | 'mirror' | 'seen'>;

/** What is told of a copy beside its content. */
export function marksOf(copy: LocalCopy, { of, statements }: PushMarks): Marks {
  const entry = copy.manifestEntry();
  const pushes = of(copy.record.id, entry?.heads ?? []);
  const seen = entry === null ? [] : statements(projectsOf(entry), isOpen(copy));
  return {
    ...{ ...mirrorMark(copy), ...openingMarks(copy) },
    ...(pushes === null ? {} : { pushes }),
    ...(seen.length === 0 ? {} : { seen: [...seen] }),
  };
}

/** Whether everyone may see it. */
export function isOpen({ record }: LocalCopy): boolean {
  return visibilityOf(record).to === 'everyone';
}

function mirrorMark({ keeper }: LocalCopy): Pick<SharedRepository, 'mirror'> {
  const { of, asOf } = keeper?.mirror ?? {};
  if (of === undefined) return {};
  return { mirror: asOf == null ? { of } : { of, asOf: Math.floor(asOf / 1_000) } };
}

/** How far an open copy's being open goes. */
function openingMarks(copy: LocalCopy): Pick<SharedRepository, 'open' | 'room'> {
  if (!isOpen(copy)) return {};
  const opening = openingOf(copy.record);
  if (opening === null) return { open: true };
  const { until } = opening;
  return { open: true, room: until === null ? {} : { until: Math.ceil(until / 1_000) } };
}
