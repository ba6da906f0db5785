import type { HeadDone } from '../../../shared/api/heads/head-look.ts';
import { assertNever } from '../../../shared/errors.ts';
import { t } from '../../texts/texts.ts';

/** What has become of my folder. */
export function doneSentence({ how, branch, oid }: HeadDone): string {
  switch (how) {
    case 'checked-out':
      return t.head.done.checkedOut(branch);
    case 'fast-forward':
      return t.head.done.fastForward(branch, oid.slice(0, 7));
    case 'merge-commit':
      return t.head.done.mergeCommit(branch, oid.slice(0, 7));
    default:
      return assertNever(how);
  }
}
