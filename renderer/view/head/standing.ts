import type { HeadLook } from '../../../shared/api/heads/head-look.ts';
import { count } from '../../../shared/domain/words/quantity.ts';

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
  const mine = look.mine?.branch ? `your ${look.mine.branch}` : 'your commit';
  const signs: Sign[] = [...relationSigns(look, mine)];
  if (!look.isHere) {
    signs.push({
      text: 'new',
      sentence: 'Its commits are not on this computer yet',
      look: 'accent',
    });
  }
  const conflicts = look.conflicts?.fileCount ?? 0;
  if (conflicts > 0) {
    const text = `Conflicts in ${count(conflicts, 'file')}`;
    signs.push({ text, sentence: `You and they changed the same lines`, look: 'warning' });
  }
  if (look.seen?.isRewritten === true) {
    const sentence = 'Commits that you saw were replaced by others';
    signs.push({ text: 'force-pushed', sentence, look: 'warning' });
  }
  if (isUndone) signs.push({ text: 'undone', sentence: 'You took this back', look: 'plain' });
  if (look.current === null) {
    signs.push({ text: 'gone', sentence: 'It is no longer shared', look: 'plain' });
  }
  return signs;
}

function relationSigns({ relation }: HeadLook, mine: string): readonly Sign[] {
  const plain = (text: string, sentence: string): Sign => ({ text, sentence, look: 'plain' });
  switch (relation.kind) {
    case 'same':
      return [plain('same as yours', `The same commit as ${mine}`)];
    case 'ahead':
      return [plain(`${figure(relation.ahead)} ahead`, `Of ${mine}`)];
    case 'behind':
      return [plain(`${figure(relation.behind)} behind`, `Of ${mine}`)];
    case 'diverged':
      return [
        plain(`${figure(relation.ahead)} ahead`, `Of ${mine}`),
        plain(`${figure(relation.behind)} behind`, `Of ${mine}`),
      ];
    case 'unrelated':
      return [plain('unrelated', `No commit in common with ${mine}`)];
    case 'unknown':
      return [];
  }
}

const figure = (n: number) => n.toLocaleString('en-GB');

/** `5 commits not in main` */
export function commitsTitle({ comparison, mine }: HeadLook): string {
  const { commitCount } = comparison;
  if (commitCount === 0) return 'No commit that you have not';
  const where = mine === null ? '' : ` not in ${mine.branch ?? 'yours'}`;
  return `${count(commitCount, 'commit')}${where}`;
}
