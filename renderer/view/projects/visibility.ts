import type { LocalRepository } from '../../../shared/api/state.ts';
import type { Visibility } from '../../../shared/domain/visibility.ts';
import { t } from '../../texts/texts.ts';
import { myLeftOut } from './left-out.ts';

export type Audience = Visibility['to'];

/** Who may see a repository, in the order in which they are offered. */
export const AUDIENCES = ['nobody', 'trusted', 'everyone', 'peers'] as const;

/** Who sees it, as short as a list needs it. */
export function visibilityLabel(visibility: Visibility): string {
  const words = t.repositories.visibility;
  return visibility.to === 'peers' ? words.peers(visibility.peers.length) : words[visibility.to];
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
