import type { AlternativeHead, HeadStanding } from '../../../shared/api/swarm-state.ts';
import type { Relation } from '../../../shared/domain/git/relation.ts';
import { assertNever } from '../../../shared/errors.ts';

export interface RelationPill {
  readonly text: string;
  /** The whole statement, for a tooltip and for those who listen. */
  readonly sentence: string;
}

/**
 * How a teammate's head stands to my branch, in one or two short labels; none while unknown. Where that is
 * not the checked-out one, the sentences tell how it stands to this, too.
 * @param checkedOut my checked-out branch, if there is one
 */
export function relationPills(
  head: AlternativeHead,
  standing: HeadStanding,
  checkedOut: string | null,
): RelationPill[] {
  const pills = pillsOf(head, standing);
  const { against, headRelation } = standing;
  if (checkedOut === null || checkedOut === against || headRelation === null) return pills;
  const second = words(headRelation, `${checkedOut}, which you are on`);
  if (second === null) return pills;
  return pills.map(({ text, sentence }) => ({ text, sentence: `${sentence}; ${second}` }));
}

/** The end of a sentence. */
function words(relation: Relation, mine: string): string | null {
  switch (relation.kind) {
    case 'same':
      return `the same as ${mine}`;
    case 'ahead':
      return `${figure(relation.ahead)} ahead of ${mine}`;
    case 'behind':
      return `${figure(relation.behind)} behind ${mine}`;
    case 'diverged':
      return `${figure(relation.ahead)} ahead and ${figure(relation.behind)} behind ${mine}`;
    case 'unrelated':
      return `no commit in common with ${mine}`;
    case 'unknown':
      return null;
    default:
      return assertNever(relation);
  }
}

function pillsOf(head: AlternativeHead, { relation, against }: HeadStanding): RelationPill[] {
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
  return { text: `${figure(ahead)} ahead`, sentence: `${figure(ahead)} ahead of ${mine}` };
}

function behindPill(behind: number, mine: string): RelationPill {
  return { text: `${figure(behind)} behind`, sentence: `${figure(behind)} behind ${mine}` };
}

const figure = (n: number) => n.toLocaleString('en-GB');
