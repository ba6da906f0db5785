import type { HeadLook } from '../../../shared/api/heads/head-look.ts';
import { t } from '../../texts/texts.ts';

/** The one thing to do next with a head. */
export type NextStep = 'fetch' | 'merge' | 'check-out' | 'follow' | 'none';

/** @param canFetch whether somebody is here who can give it */
export function nextStep(look: HeadLook, canFetch: boolean): NextStep {
  if (!look.isHere) return canFetch ? 'fetch' : 'none';
  const { kind } = look.relation;
  if (kind === 'same' || kind === 'behind') return look.kind === 'branch' ? 'follow' : 'none';
  if (look.merge.isPossible) return 'merge';
  if (look.checkOut.isPossible) return 'check-out';
  return 'follow';
}

/** A short statement beside the name of a head. */
export interface Sign {
  readonly text: string;
  readonly sentence: string;
  readonly look: 'plain' | 'accent' | 'warning';
}

/** How a head stands to mine, in short statements. */
export function standingSigns(look: HeadLook, isUndone: boolean): readonly Sign[] {
  const words = t.head.signs;
  const { yourBranch, yourCommit } = t.nearby.relation;
  const mine = look.mine?.branch ? yourBranch(look.mine.branch) : yourCommit;
  const signs: Sign[] = [...relationSigns(look, mine)];
  // Of a project that I have not, all of it is new.
  if (!look.isHere && look.offered === undefined) {
    signs.push({
      text: words.new,
      sentence: words.notHere,
      look: 'accent',
    });
  }
  const conflicts = look.conflicts?.fileCount ?? 0;
  if (conflicts > 0) {
    const text = words.conflictsIn(conflicts);
    signs.push({ text, sentence: words.sameLines, look: 'warning' });
  }
  if (look.seen?.isRewritten === true) {
    signs.push({ text: words.forcePushed, sentence: words.replaced, look: 'warning' });
  }
  if (isUndone) signs.push({ text: t.common.undone, sentence: words.tookBack, look: 'plain' });
  if (look.current === null) {
    signs.push({ text: words.gone, sentence: words.notShared, look: 'plain' });
  }
  return signs;
}

function relationSigns({ relation }: HeadLook, mine: string): readonly Sign[] {
  const words = t.nearby.relation;
  const plain = (text: string, sentence: string): Sign => ({ text, sentence, look: 'plain' });
  const ahead = (n: number) => plain(words.ahead(t.counts.figure(n)), t.head.signs.of(mine));
  const behind = (n: number) => plain(words.behind(t.counts.figure(n)), t.head.signs.of(mine));
  switch (relation.kind) {
    case 'same':
      return [plain(words.sameAsYours, words.isSame(mine))];
    case 'ahead':
      return [ahead(relation.ahead)];
    case 'behind':
      return [behind(relation.behind)];
    case 'diverged':
      return [ahead(relation.ahead), behind(relation.behind)];
    case 'unrelated':
      return [plain(words.unrelated, words.isUnrelated(mine))];
    case 'unknown':
      return [];
  }
}

/** `5 commits not in main` */
export function commitsTitle({ comparison, mine, offered }: HeadLook): string {
  const { commitCount } = comparison;
  const words = t.head;
  if (offered !== undefined) {
    const { branch } = offered;
    if (branch === null) {
      return commitCount === 0 ? words.nothingBefore : words.latestCommits(commitCount);
    }
    return commitCount === 0 ? words.allIn(branch) : words.commitsNotIn(commitCount, branch);
  }
  if (commitCount === 0) return words.nothingNew;
  if (mine === null) return words.commits(commitCount);
  return mine.branch === null
    ? words.commitsNotInYours(commitCount)
    : words.commitsNotIn(commitCount, mine.branch);
}
