import type { Problem } from '../../../shared/api/state.ts';
import type { PeerId, RepositoryId } from '../../../shared/ids.ts';

/** What a page says at length of a depot's copy. */
export interface Alarm {
  readonly code: string;
  readonly peer: PeerId;
  readonly copy: RepositoryId;
}

/** Whether a page tells of a problem already: once is enough. */
export function isToldBy(alarm: Alarm | null, { code, depot }: Problem): boolean {
  return alarm?.code === code && alarm.peer === depot?.peer && alarm.copy === depot.copy;
}

/** What a depot shows is not what it showed, or not what was signed (engine/errors/pushing.ts). */
const LIES =
  /^(depot-(rolled-back|other-story|two-stories|hides|unstated|chain-wrong|ref-wrong)|depots-diverged)$/;
/** Those that are right again where whoever runs it has begun anew. */
const BEGUN_ANEW = /^depot-(rolled-back|other-story|two-stories|hides)$/;

/** Whether a depot is told of that does not tell the truth. */
export function isLie(code: string): boolean {
  return LIES.test(code);
}

/** Whether the user may take what it shows now for its story. */
export function mayHaveBegunAnew(code: string): boolean {
  return BEGUN_ANEW.test(code);
}
