import type { AlternativeHead, HeadStanding } from '../../../shared/api/swarm-state.ts';
import type { Relation } from '../../../shared/domain/git/relation.ts';
import { assertNever } from '../../../shared/errors.ts';
import { t } from '../../texts/texts.ts';

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
  const second = words(headRelation, t.nearby.relation.checkedOut(checkedOut));
  if (second === null) return pills;
  return pills.map(({ text, sentence }) => ({ text, sentence: `${sentence}; ${second}` }));
}

/** The end of a sentence. */
function words(relation: Relation, mine: string): string | null {
  const { andSame, isAhead, isBehind, andDiverged, andUnrelated } = t.nearby.relation;
  switch (relation.kind) {
    case 'same':
      return andSame(mine);
    case 'ahead':
      return isAhead(figure(relation.ahead), mine);
    case 'behind':
      return isBehind(figure(relation.behind), mine);
    case 'diverged':
      return andDiverged(figure(relation.ahead), figure(relation.behind), mine);
    case 'unrelated':
      return andUnrelated(mine);
    case 'unknown':
      return null;
    default:
      return assertNever(relation);
  }
}

function pillsOf(head: AlternativeHead, { relation, against }: HeadStanding): RelationPill[] {
  const told = t.nearby.relation;
  const mine = against === null ? told.yourCommit : told.yourBranch(against);
  switch (relation.kind) {
    case 'same':
      return [
        {
          text: against === head.name || against === null ? told.sameAsYours : told.sameAs(against),
          sentence: told.isSame(mine),
        },
      ];
    case 'ahead':
      return [aheadPill(relation.ahead, mine)];
    case 'behind':
      return [behindPill(relation.behind, mine)];
    case 'diverged':
      return [aheadPill(relation.ahead, mine), behindPill(relation.behind, mine)];
    case 'unrelated':
      return [{ text: told.unrelated, sentence: told.isUnrelated(mine) }];
    case 'unknown':
      return [];
    default:
      return assertNever(relation);
  }
}

function aheadPill(ahead: number, mine: string): RelationPill {
  const { ahead: text, isAhead } = t.nearby.relation;
  return { text: text(figure(ahead)), sentence: isAhead(figure(ahead), mine) };
}

function behindPill(behind: number, mine: string): RelationPill {
  const { behind: text, isBehind } = t.nearby.relation;
  return { text: text(figure(behind)), sentence: isBehind(figure(behind), mine) };
}

const figure = (n: number) => t.counts.figure(n);
