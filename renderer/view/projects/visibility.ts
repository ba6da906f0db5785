import type { LocalRepository } from '../../../shared/api/state.ts';
import type { Visibility } from '../../../shared/domain/visibility.ts';
import { count } from '../../../shared/domain/words/quantity.ts';
import { myLeftOut } from './left-out.ts';

export type Audience = Visibility['to'];

/** Each choice of who may see a repository, with its effect in one line. */
export const AUDIENCE: Readonly<Record<Audience, { label: string; effect: string }>> = {
  nobody: { label: 'Nobody', effect: 'Stays on this computer; you can still fetch into it.' },
  trusted: { label: 'People I trust', effect: 'Everyone whose six words you compared.' },
  everyone: { label: 'Everyone nearby', effect: 'Anyone who runs Shoal on this network.' },
  peers: { label: 'Chosen people', effect: 'Only those you tick below.' },
};

/** In the order in which they are offered. */
export const AUDIENCES = ['nobody', 'trusted', 'everyone', 'peers'] as const;

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

/** Whether others see it at this moment. */
export function isSharedNow(repository: LocalRepository): boolean {
  return isShared(repository) && !needsAttention(repository);
}

/** Whether something keeps all of it from others, whoever may see it. */
export function needsAttention(repository: LocalRepository): boolean {
  return repository.status.state === 'unusable' || myLeftOut(repository).whole !== null;
}

/** One that cannot be used has nothing to share; where another project lies there now, that is a choice to make. */
export function canBeShared({ status }: LocalRepository): boolean {
  return status.state !== 'unusable' || status.code === 'repository-replaced';
}
