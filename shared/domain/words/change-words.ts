import type { ActivityChange, FastForward } from '../../api/activity-state.ts';
import { assertNever } from '../../errors.ts';
import { t } from '../../texts/texts.ts';

const TRACKING = /^refs\/remotes\/[^/]+\//;

/** `main` of `refs/remotes/anna/main`. */
export function headName(ref: string): string {
  return ref.replace(TRACKING, '').replace(/^tags\//, '');
}

/** What happened to a head, behind its name. */
export function changeWords({ kind, commits }: Pick<ActivityChange, 'kind' | 'commits'>): string {
  switch (kind) {
    case 'new':
      return t.changes.isNew;
    case 'moved':
      return commits === null ? t.changes.hasMoved : t.changes.hasNewCommits(commits);
    case 'rewritten':
      return t.changes.wasRewritten;
    case 'deleted':
      return t.changes.isGone;
    default:
      return assertNever(kind);
  }
}

/** What became of a branch of mine, behind its name. */
export function fastForwardWords({ refusal }: FastForward): string {
  return refusal === null ? t.changes.movedAlong : t.changes.wasLeft(refusal);
}
