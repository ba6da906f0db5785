import type { AlternativeHead, HeadStanding } from '../../shared/api/state.ts';
import { assertNever } from '../../shared/errors.ts';

export interface RelationPill {
  readonly text: string;
  /** The whole statement, for a tooltip and for those who listen. */
  readonly sentence: string;
}

/** How a teammate's head stands to my branch, in one or two short labels; none while unknown. */
export function relationPills(head: AlternativeHead, standing: HeadStanding): RelationPill[] {
  const { relation, against } = standing;
  const mine = against === null ? 'your commit' : `your ${against}`;
  switch (relation.kind) {
    case 'same':
      return [
        {
          text: against === head.name || against === null ? 'same as yours' : `same as ${against}`,
          sentence: `The same commit as ${mine}`,
        },
      ];
    case 'ahead':
      return [aheadPill(relation.ahead, mine)];
    case 'behind':
      return [behindPill(relation.behind, mine)];
    case 'diverged':
      return [aheadPill(relation.ahead, mine), behindPill(relation.behind, mine)];
    case 'unrelated':
      return [{ text: 'unrelated', sentence: `No commit in common with ${mine}` }];
    case 'unknown':
      return [];
    default:
      return assertNever(relation);
  }
}

function aheadPill(ahead: number, mine: string): RelationPill {
  return { text: `${ahead} ahead`, sentence: `${ahead} ahead of ${mine}` };
}

function behindPill(behind: number, mine: string): RelationPill {
  return { text: `${behind} behind`, sentence: `${behind} behind ${mine}` };
}
