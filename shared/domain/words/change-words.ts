import type { ActivityChange, FastForward } from '../../api/activity-state.ts';
import { assertNever } from '../../errors.ts';
import { count } from './quantity.ts';

const TRACKING = /^refs\/remotes\/[^/]+\//;

/** `main` of `refs/remotes/anna/main`. */
export function headName(ref: string): string {
  return ref.replace(TRACKING, '').replace(/^tags\//, '');
}

/** What happened to a head, behind its name. */
export function changeWords({ kind, commits }: Pick<ActivityChange, 'kind' | 'commits'>): string {
  switch (kind) {
    case 'new':
      return 'is new';
    case 'moved':
      return commits === null ? 'has moved' : `has ${count(commits, 'new commit')}`;
    case 'rewritten':
      return 'was rewritten';
    case 'deleted':
      return 'is gone';
    default:
      return assertNever(kind);
  }
}

/** What became of a branch of mine, behind its name. */
export function fastForwardWords({ refusal }: FastForward): string {
  return refusal === null ? 'moved along' : `was left: ${refusal}`;
}
