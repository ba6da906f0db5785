import { Check } from 'lucide-react';
import { useMemo } from 'react';
import { Checkbox, CheckboxGroup } from 'react-aria-components';
import { type PeerId, shortId } from '../../../shared/ids.ts';
import { Avatar } from '../../components/signs/avatar.tsx';
import { Icon } from '../../components/signs/icon.tsx';
import { PeerSigns } from '../../components/signs/peer-signs.tsx';
import { useAppState } from '../../state/shoal.ts';
import { hasLeft, orderPeers } from '../../view/people/peers.ts';
import styles from './chosen-people.module.css';

interface Props {
  readonly chosen: readonly PeerId[];
  readonly onChange: (peers: readonly PeerId[]) => void;
}

/** Everyone known, to tick. Someone who was chosen and is unknown by now can be unticked. */
export function ChosenPeople({ chosen, onChange }: Props) {
  const peers = useAppState((state) => state.peers);
  const known = useMemo(() => orderPeers(Object.values(peers)), [peers]);
  const unknown = chosen.filter((id) => peers[id] === undefined);
  return (
    <CheckboxGroup
      className={styles.group}
      aria-label="Chosen people"
      value={[...chosen]}
      onChange={(ids) => onChange(ids as PeerId[])}
    >
      {known.map((peer) => (
        <Choice key={peer.id} id={peer.id}>
          <Avatar person={peer} size="small" away={hasLeft(peer)} />
          {peer.name}
          <PeerSigns peer={peer} />
        </Choice>
      ))}
      {unknown.map((id) => (
        <Choice key={id} id={id}>
          <code>{shortId(id)}</code>
        </Choice>
      ))}
      {chosen.length === 0 && (
        <p className={styles.note}>
          {known.length === 0
            ? 'Nobody has been here yet. Until you choose someone, nobody sees it.'
            : 'Until you tick someone, nobody sees it.'}
        </p>
      )}
    </CheckboxGroup>
  );
}

function Choice({ id, children }: { id: PeerId; children: React.ReactNode }) {
  return (
    <Checkbox value={id} className={styles.choice}>
      <span className={styles.box}>
        <Icon of={Check} size={12} />
      </span>
      {children}
    </Checkbox>
  );
}
