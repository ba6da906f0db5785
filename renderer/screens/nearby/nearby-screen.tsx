import { useMemo } from 'react';
import type { AppState } from '../../../shared/api/state.ts';
import { Columns, SingleColumn } from '../../pieces/columns.tsx';
import { TransferBar } from '../../pieces/transfer-bar/transfer-bar.tsx';
import { useAppState, useUi } from '../../state/shoal.ts';
import { t } from '../../texts/texts.ts';
import { nearbySections } from '../../view/projects/nearby.ts';
import { NoProjects } from './no-projects.tsx';
import { NothingChosen } from './nothing-chosen.tsx';
import { PeerDetail } from './peer-detail.tsx';
import { SwarmDetail } from './swarm-detail.tsx';
import { SwarmList } from './swarm-list.tsx';
import { useFirstChoice } from './use-first-choice.ts';

const NOBODY: AppState['peers'] = {};

/** The room: which projects are here, and one of them, or one of the people, in detail. */
export function NearbyScreen() {
  const swarms = useAppState((state) => state.swarms);
  const search = useUi((ui) => ui.search);
  // Peers change with every round trip; only a search looks at their names.
  const peers = useAppState((state) => (search === '' ? NOBODY : state.peers));
  const all = useMemo(() => nearbySections(swarms, NOBODY, ''), [swarms]);
  const found = useMemo(
    () => (search === '' ? all : nearbySections(swarms, peers, search)),
    [all, swarms, peers, search],
  );
  useFirstChoice(all);
  const chosen = useUi((ui) => ui.nearby);

  if (all.mine.length + all.others.length === 0 && chosen?.kind !== 'peer') {
    return (
      <SingleColumn title={t.shell.screens.nearby} footer={<TransferBar />}>
        <NoProjects />
      </SingleColumn>
    );
  }
  return (
    <Columns
      label={t.nearby.list}
      list={<SwarmList found={found} total={all} />}
      detail={<Detail />}
      footer={<TransferBar />}
    />
  );
}

function Detail() {
  const chosen = useUi((ui) => ui.nearby);
  const swarm = useAppState((state) => (chosen?.kind === 'swarm' ? state.swarms[chosen.id] : null));
  const peer = useAppState((state) => (chosen?.kind === 'peer' ? state.peers[chosen.id] : null));
  if (swarm) return <SwarmDetail key={swarm.id} swarm={swarm} />;
  if (peer) return <PeerDetail key={peer.id} peer={peer} />;
  return <NothingChosen gone={chosen !== null} />;
}
