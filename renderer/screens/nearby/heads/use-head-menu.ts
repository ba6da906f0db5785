import { ArrowUpFromLine, Copy, Download, FileDiff, Terminal } from 'lucide-react';
import type { MouseEvent } from 'react';
import type { LocalRepository } from '../../../../shared/api/state.ts';
import { shellWord } from '../../../../shared/domain/words/shell-word.ts';
import type { SwarmId } from '../../../../shared/ids.ts';
import type { MenuGroup } from '../../../components/controls/menu.tsx';
import { useContextMenu } from '../../../components/layout/context-menu.tsx';
import { usePushToDepot } from '../../../pieces/use-push-to-depot.ts';
import { headPlace } from '../../../state/heads.ts';
import { useActions, useShoal } from '../../../state/shoal.ts';
import { useCopy } from '../../../state/use-copy.ts';
import { t } from '../../../texts/texts.ts';
import { isFetchable } from '../../../view/people/peers.ts';
import { type HeadRow, isNew, isUndone } from '../../../view/projects/heads.ts';

/** What can be done with a head, in its row's menu. */
export function useHeadMenu(
  row: HeadRow,
  project: SwarmId,
  copy: LocalRepository | null,
): (event: MouseEvent) => void {
  const { heads } = useShoal();
  const actions = useActions();
  const copyOut = useCopy();
  const push = usePushToDepot(copy);
  const groups = (): readonly MenuGroup[] => {
    if (row.kind === 'mine') {
      return [
        ...(push === null
          ? []
          : [{ entries: [entry('push', t.depots.pushDots, ArrowUpFromLine, push)] }]),
        { entries: [entry('name', t.common.everywhere.copyName, Copy, () => copyOut(row.branch))] },
      ];
    }
    const { peer, head, label, standing } = row;
    const canFetch = copy !== null && (isNew(row) || isUndone(row)) && isFetchable(peer);
    const tracking = standing?.tracking ?? null;
    const take = copy === null ? `shoal clone ${project}` : `shoal fetch ${shellWord(peer.name)}`;
    const command =
      tracking === null
        ? take
        : `git log -p ..${shellWord(tracking.replace(/^refs\/remotes\//, ''))}`;
    return [
      {
        entries: [
          entry('open', t.nearby.head.open, FileDiff, () =>
            heads.open(headPlace({ peer: peer.id, ref: head.ref }, project, copy?.id ?? null)),
          ),
          ...(canFetch
            ? [
                entry('fetch', t.common.fetchFrom(peer.name), Download, () =>
                  actions.fetch({ repository: copy.id, peers: [peer.id] }),
                ),
              ]
            : []),
        ],
      },
      {
        entries: [
          entry('name', t.common.everywhere.copyName, Copy, () => copyOut(label)),
          entry('id', t.common.everywhere.copyCommitId, Copy, () => copyOut(head.oid)),
          entry('command', t.common.everywhere.copyText(command), Terminal, () => copyOut(command)),
        ],
      },
    ];
  };
  return useContextMenu(row.kind === 'mine' ? row.branch : row.label, groups);
}

const entry = (id: string, label: string, icon: typeof Copy, act: () => void) => ({
  ...{ id, label, icon, act },
});
