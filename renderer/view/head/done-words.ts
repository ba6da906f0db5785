import type { HeadDone } from '../../../shared/api/heads/head-look.ts';
import { assertNever } from '../../../shared/errors.ts';

/** What has become of my folder. */
export function doneSentence({ how, branch, oid }: HeadDone): string {
  switch (how) {
    case 'checked-out':
      return `You are on ${branch} now.`;
    case 'fast-forward':
      return `Merged: your ${branch} has moved along to ${oid.slice(0, 7)}.`;
    case 'merge-commit':
      return `Merged: your ${branch} has a merge commit, ${oid.slice(0, 7)}.`;
    default:
      return assertNever(how);
  }
}
