import type { MyRights, OfferedBranch } from '../../../shared/api/depot-look-contract.ts';
import type { PushedRef } from '../../../shared/api/depot-push-contract.ts';
import { shortRefName } from '../../../shared/domain/git/ref-name.ts';
import { isSomebodysBranch } from '../../../shared/domain/git/ref-pattern.ts';
import { t } from '../../texts/texts.ts';
import { told } from '../../texts/told.ts';

/** How a branch of mine stands to the depot's, and what to do about it. */
export interface PushStep {
  readonly canPush: boolean;
  /** The depot has what is to be fetched first. */
  readonly needsFetch: boolean;
  /** In a few words. */
  readonly label: string;
  readonly sentence: string;
}

export function pushStep({ relation, verdict, old }: OfferedBranch, depot: string): PushStep {
  const words = t.depots.step;
  if (verdict.status === 'same') return rest(words.same, words.isSame(depot));
  if (verdict.status === 'moves') {
    if (old === null) return forward(words.isNew, words.isNewEffect(depot));
    // A branch only goes forward here: the depot's is behind.
    const n = relation.kind === 'behind' ? relation.behind : 0;
    return forward(words.ahead(n), words.aheadEffect(depot, n));
  }
  const { why } = verdict;
  if (why.code === 'not-allowed') return rest(words.notAllowed, told(why.sentence));
  switch (relation.kind) {
    case 'ahead':
      return fetch(words.behind(relation.ahead), words.behindEffect(depot, relation.ahead));
    case 'diverged':
      return fetch(
        words.diverged(relation.behind, relation.ahead),
        words.divergedEffect(depot, relation.behind, relation.ahead),
      );
    case 'unrelated':
      return rest(words.unrelated, words.unrelatedEffect(depot));
    default:
      return fetch(words.fetchFirst, words.fetchFirstEffect(depot));
  }
}

const rest = (label: string, sentence: string): PushStep => ({
  ...{ canPush: false, needsFetch: false, label, sentence },
});
const forward = (label: string, sentence: string): PushStep => ({
  ...{ canPush: true, needsFetch: false, label, sentence },
});
const fetch = (label: string, sentence: string): PushStep => ({
  ...{ canPush: false, needsFetch: true, label, sentence },
});

/** The button that pushes a branch, named by what comes of it. */
export function pushLabel({ ref, old, relation }: OfferedBranch): string {
  const name = shortRefName(ref);
  if (old === null || relation.kind !== 'behind') return t.depots.push(name);
  return t.depots.pushCommits(relation.behind, name);
}

/** What the depot's branch is called for people: those of my own there by their own name. */
export function targetName(target: string): {
  readonly name: string;
  readonly isOwnPlace: boolean;
} {
  const isOwnPlace = isSomebodysBranch(target);
  const name = shortRefName(target);
  return { name: isOwnPlace ? name.split('/').slice(2).join('/') : name, isOwnPlace };
}

/** Which branch is meant at first: the one that is checked out, or else the first that could be pushed. */
export function firstChoice(branches: readonly OfferedBranch[]): OfferedBranch | null {
  const [first = null] = branches;
  if (first?.isCheckedOut) return first;
  return branches.find(({ verdict }) => verdict.status === 'moves') ?? first;
}

/** Why a branch was not moved. */
export function rejectedSentence(
  pushed: Extract<PushedRef, { status: 'rejected' }>,
  depot: string,
): string {
  const { why } = pushed;
  if (why.code === 'not-allowed') return told(why.sentence);
  return t.depots.rejected[why.code](depot);
}

/** Why I may push nothing. */
export function forbiddenSentence(
  { code, sentence }: Extract<MyRights, { state: 'none' }>,
  depot: string,
): string {
  const { noRole, revoked, expired } = t.depots.forbidden;
  const words = { 'no-role': noRole, 'role-revoked': revoked, 'role-expired': expired };
  const known = words[code as keyof typeof words];
  return known === undefined ? told(sentence) : known(depot);
}
