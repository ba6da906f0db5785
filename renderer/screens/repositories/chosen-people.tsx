import { useMemo } from 'react';
import { CheckboxGroup } from 'react-aria-components';
import { type PeerId, shortId } from '../../../shared/ids.ts';
import { CheckBox } from '../../components/controls/check-box.tsx';
import { Avatar } from '../../components/signs/avatar.tsx';
import { PeerSigns } from '../../components/signs/peer-signs.tsx';
import { useAppState } from '../../state/shoal.ts';
import { t } from '../../texts/texts.ts';
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
      aria-label={t.repositories.chosenPeople}
      value={[...chosen]}
      onChange={(ids) => onChange(ids as PeerId[])}
    >
      {known.map((peer) => (
        <CheckBox key={peer.id} value={peer.id}>
          <Avatar person={peer} size="small" away={hasLeft(peer)} />
          {peer.name}
          <PeerSigns peer={peer} />
        </CheckBox>
      ))}
      {unknown.map((id) => (
        <CheckBox key={id} value={id}>
          <code>{shortId(id)}</code>
        </CheckBox>
      ))}
      {chosen.length === 0 && (
        <p className={styles.note}>
          {known.length === 0 ? t.repositories.nobodyKnown : t.repositories.nobodyTicked}
        </p>
      )}
    </CheckboxGroup>
  );
}
