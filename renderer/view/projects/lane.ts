import type { HeadRow } from './heads.ts';

/** `on` my branch, `beyond` it, `apart` from it; commits not here yet are beyond it. */
export type Lane = 'mine' | 'on' | 'beyond' | 'apart';

export function laneOf(row: HeadRow): Lane {
  if (row.kind === 'mine') return 'mine';
  switch (row.standing?.relation.kind) {
    case 'same':
    case 'behind':
      return 'on';
    case 'unrelated':
      return 'apart';
    default:
      return 'beyond';
  }
}
