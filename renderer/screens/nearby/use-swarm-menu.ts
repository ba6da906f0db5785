import { ArrowUpFromLine, Copy, Download } from 'lucide-react';
import type { MouseEvent } from 'react';
import type { SwarmId } from '../../../shared/ids.ts';
import { useContextMenu } from '../../components/layout/context-menu.tsx';
import { useOpenEntries } from '../../pieces/open-with.tsx';
import { usePushToDepot } from '../../pieces/use-push-to-depot.ts';
import { useActions, useAppState } from '../../state/shoal.ts';
import { useCopy } from '../../state/use-copy.ts';
import { t } from '../../texts/texts.ts';
import { useCopyOf } from './use-project-state.ts';

/** What can be done with a project, in its row's menu. */
export function useSwarmMenu(id: SwarmId): (event: MouseEvent) => void {
  const actions = useActions();
  const copyOut = useCopy();
  const name = useAppState(({ swarms }) => swarms[id]?.name ?? '');
  const copy = useCopyOf(id);
  const open = useOpenEntries(copy?.path ?? null);
  const push = usePushToDepot(copy);
  const take =
    copy === null
      ? {
          ...{ id: 'clone', label: t.common.cloneDots, icon: Download },
          act: () => actions.open({ kind: 'clone', swarm: id }),
        }
      : {
          ...{ id: 'fetch', label: t.common.everywhere.fetchNew, icon: Download },
          act: () => actions.fetchNew(id),
        };
  return useContextMenu(name, () => [
    {
      entries: [
        take,
        ...(push === null
          ? []
          : [{ id: 'push', label: t.depots.pushDots, icon: ArrowUpFromLine, act: push }]),
      ],
    },
    ...open,
    {
      entries: [
        { id: 'name', label: t.common.everywhere.copyName, icon: Copy, act: () => copyOut(name) },
        { id: 'id', label: t.common.everywhere.copyProjectId, icon: Copy, act: () => copyOut(id) },
      ],
    },
  ]);
}
