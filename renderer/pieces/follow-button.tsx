import { Check, Rss } from 'lucide-react';
import type { Peer } from '../../shared/api/state.ts';
import { followKey, PLAIN_FOLLOW, ruleFor } from '../../shared/domain/follow.ts';
import type { RepositoryId } from '../../shared/ids.ts';
import { Button } from '../components/controls/button.tsx';
import { useActions, useAppState } from '../state/shoal.ts';
import { t } from '../texts/texts.ts';

interface Props {
  readonly peer: Peer;
  /** Null for every project that both have. */
  readonly repository: RepositoryId | null;
  readonly look?: 'primary' | 'plain' | 'quiet';
}

/** Their commits come by themselves: begins at once, and then opens what can be set about it. */
export function FollowButton({ peer, repository, look = 'plain' }: Props) {
  const actions = useActions();
  const place = { peer: peer.id, repository };
  const isFollowed = useAppState(({ follows }) =>
    repository === null
      ? followKey(place) in follows
      : ruleFor(Object.values(follows), peer.id, repository) !== null,
  );
  if (!isFollowed) {
    return (
      <Button
        look={look}
        icon={Rss}
        aria-label={t.common.follow.followWhom(peer.name)}
        onPress={() => actions.tell('follow.set', { ...place, ...PLAIN_FOLLOW })}
      >
        {t.common.follow.follow}
      </Button>
    );
  }
  return (
    <Button
      look={look === 'primary' ? 'plain' : look}
      icon={Check}
      aria-label={t.common.follow.followingWhom(peer.name)}
      onPress={() => actions.open({ kind: 'follow', ...place })}
    >
      {t.common.follow.following}
    </Button>
  );
}
