import { Check, Rss } from 'lucide-react';
import type { Peer } from '../../shared/api/state.ts';
import { followKey, ruleFor } from '../../shared/domain/follow.ts';
import type { RepositoryId } from '../../shared/ids.ts';
import { Button } from '../components/button.tsx';
import { useActions, useAppState } from './shoal.ts';

interface Props {
  readonly peer: Peer;
  /** Null for every project that both have. */
  readonly repository: RepositoryId | null;
  readonly look?: 'plain' | 'quiet';
}

/** Their commits come by themselves. Where a rule for everywhere holds, it is ended on their own page. */
export function FollowToggle({ peer, repository, look = 'plain' }: Props) {
  const actions = useActions();
  const place = { peer: peer.id, repository };
  const own = useAppState((state) => followKey(place) in state.follows);
  const holds = useAppState(({ follows }) =>
    repository === null ? null : ruleFor(Object.values(follows), peer.id, repository),
  );
  const isFollowed = own || holds !== null;
  const toggle = () => {
    if (own) actions.tell('follow.remove', place);
    else actions.tell('follow.set', { ...place, only: [], except: [], fastForward: [] });
  };
  return (
    <Button
      look={look}
      icon={isFollowed ? Check : Rss}
      aria-label={own ? `Following ${peer.name}: stop` : `Follow ${peer.name}`}
      isDisabled={isFollowed && !own}
      onPress={toggle}
    >
      {isFollowed ? 'Following' : 'Follow'}
    </Button>
  );
}
