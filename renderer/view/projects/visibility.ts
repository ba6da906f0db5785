import type { LocalRepository } from '../../../shared/api/state.ts';
import type { Visibility } from '../../../shared/domain/visibility.ts';
import { count } from '../../../shared/domain/words/quantity.ts';

export type Audience = Visibility['to'];

/** The choices of who may see a repository, each with its effect in one line. */
export const AUDIENCES: readonly { to: Audience; label: string; effect: string }[] = [
  { to: 'nobody', label: 'Nobody', effect: 'Stays on this computer; you can still fetch into it.' },
  { to: 'trusted', label: 'People I trust', effect: 'Everyone whose six words you compared.' },
  { to: 'everyone', label: 'Everyone nearby', effect: 'Anyone who runs Shoal on this network.' },
  { to: 'peers', label: 'Chosen people', effect: 'Only those you tick below.' },
];

/** Who sees it, as short as a list needs it. */
export function visibilityLabel(visibility: Visibility): string {
  switch (visibility.to) {
    case 'nobody':
      return 'not shared';
    case 'trusted':
      return 'people I trust';
    case 'everyone':
      return 'everyone nearby';
    case 'peers':
      return count(visibility.peers.length, 'person', 'people');
  }
}

export function isShared({ visibility }: LocalRepository): boolean {
  return visibility.to !== 'nobody';
}
