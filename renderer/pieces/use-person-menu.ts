import { Copy, Rss, User } from 'lucide-react';
import type { MouseEvent } from 'react';
import type { Peer } from '../../shared/api/state.ts';
import { PLAIN_FOLLOW } from '../../shared/domain/follow.ts';
import { useContextMenu } from '../components/layout/context-menu.tsx';
import { useActions, useAppState } from '../state/shoal.ts';
import { useCopy } from '../state/use-copy.ts';
import { t } from '../texts/texts.ts';

/** What can be done about one of the people in the room, in the menu of their row. */
export function usePersonMenu({ id, name, words }: Peer): (event: MouseEvent) => void {
  const actions = useActions();
  const copyOut = useCopy();
  const isFollowed = useAppState(({ follows }) =>
    Object.values(follows).some((rule) => rule.peer === id),
  );
  const everywhere = { peer: id, repository: null };
  const follow = {
    ...{ id: 'follow', label: t.common.follow.followWhom(name), icon: Rss },
    act: () => actions.tell('follow.set', { ...everywhere, ...PLAIN_FOLLOW }),
  };
  const about = {
    ...{ id: 'about', label: t.common.everywhere.about(name), icon: User },
    act: () => actions.go({ screen: 'nearby', nearby: { kind: 'peer', id } }),
  };
  return useContextMenu(name, () => [
    { entries: [about, ...(isFollowed ? [] : [follow])] },
    {
      entries: [
        { id: 'name', label: t.common.everywhere.copyName, icon: Copy, act: () => copyOut(name) },
        { id: 'id', label: t.common.everywhere.copyId, icon: Copy, act: () => copyOut(id) },
        {
          ...{ id: 'words', label: t.common.everywhere.copySixWords, icon: Copy },
          act: () => copyOut(words.join(' ')),
        },
      ],
    },
  ]);
}
