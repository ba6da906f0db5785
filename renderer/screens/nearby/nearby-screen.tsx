import { Columns, SingleColumn } from '../../pieces/columns.tsx';
import { TransferBar } from '../../pieces/transfer-bar/transfer-bar.tsx';
import { useAppState, useProjects, useUi } from '../../state/shoal.ts';
import { t } from '../../texts/texts.ts';
import { foundAmong } from '../../view/order/nearby-list.ts';
import { NoProjects } from './no-projects.tsx';
import { NothingChosen } from './nothing-chosen.tsx';
import { PeerDetail } from './peer-detail.tsx';
import { SwarmDetail } from './swarm-detail.tsx';
import { SwarmList } from './swarm-list.tsx';
import { useFirstChoice } from './use-first-choice.ts';

/** The room: which projects are here, and one of them, or one of the people, in detail. */
export function NearbyScreen() {
  const all = useProjects();
  const search = useUi((ui) => ui.search);
  const found = useAppState((state) => foundAmong(all, state, search));
  useFirstChoice(all);
  const chosen = useUi((ui) => ui.nearby);

  const isPerson = useAppState(
    ({ peers }) => chosen?.kind === 'peer' && peers[chosen.id] !== undefined,
  );

  // Whoever was looked at may be forgotten, and what was chosen gone: with nothing else here, it begins as it did at first.
  if (all.length === 0 && !isPerson) {
    return (
      <SingleColumn title={t.shell.screens.nearby} footer={<TransferBar />}>
        <NoProjects />
      </SingleColumn>
    );
  }
  return (
    <Columns
      label={t.nearby.list}
      list={<SwarmList found={found} total={all.length} />}
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
