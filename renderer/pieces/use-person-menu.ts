import { Copy, Rss, User } from 'lucide-react';
import type { MouseEvent } from 'react';
import { PLAIN_FOLLOW } from '../../shared/domain/follow.ts';
import type { PeerId } from '../../shared/ids.ts';
import { useContextMenu } from '../components/layout/context-menu.tsx';
import { useActions, useAppState, useShoal } from '../state/shoal.ts';
import { useCopy } from '../state/use-copy.ts';
import { t } from '../texts/texts.ts';

/** What can be done about one of the people in the room, in the menu of their row. */
export function usePersonMenu(id: PeerId): (event: MouseEvent) => void {
  const { app } = useShoal();
  const actions = useActions();
  const copyOut = useCopy();
  const isFollowed = useAppState(({ follows }) =>
    Object.values(follows).some((rule) => rule.peer === id),
  );
  const name = useAppState(({ peers }) => peers[id]?.name ?? '');
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
          act: () => copyOut((app.getState().state.peers[id]?.words ?? []).join(' ')),
        },
      ],
    },
  ]);
}
