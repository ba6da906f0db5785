import { useState } from 'react';
import type { Peer } from '../../../shared/api/state.ts';
import type { PeerId } from '../../../shared/ids.ts';
import { Choice } from '../../components/controls/choice.tsx';
import { TextField } from '../../components/controls/text-field.tsx';
import { Banner } from '../../components/layout/banner.tsx';
import { Words } from '../../components/signs/words.tsx';
import { useAppState } from '../../state/shoal.ts';
import { t } from '../../texts/texts.ts';
import { whoseKey } from '../../view/depots/rights.ts';
import { orderPeers } from '../../view/people/peers.ts';
import styles from './grant-dialog.module.css';

/** Not in the list: meant by what is typed. */
const TYPED = 'typed';

type Key = Pick<Peer, 'id' | 'name' | 'words'>;

interface Who {
  readonly people: readonly Peer[];
  readonly chosen: PeerId | typeof TYPED;
  readonly choose: (id: PeerId | typeof TYPED) => void;
  readonly text: string;
  readonly type: (text: string) => void;
  readonly isTyped: boolean;
  /** Null while nobody is. */
  readonly meant: Key | null;
  /** They have a role, which would go. */
  readonly replaces: boolean;
}

/**
 * Whom a role is for: somebody whom this computer knows, or a key by its words or id.
 * @param holders of whom nobody is meant unless they are chosen: what they have would be replaced
 */
export function useMeant(depot: PeerId, holders: readonly PeerId[]): Who {
  const peers = useAppState((state) => state.peers);
  const people = orderPeers(Object.values(peers)).filter(({ id }) => id !== depot);
  const [picked, choose] = useState<PeerId | typeof TYPED | null>(null);
  const [text, type] = useState('');
  const fresh = people.find(({ id }) => !holders.includes(id));
  const chosen = picked ?? fresh?.id ?? TYPED;
  const isTyped = chosen === TYPED;
  const meant = isTyped ? whoseKey(text, peers) : (peers[chosen] ?? null);
  const replaces = meant !== null && holders.includes(meant.id);
  return { people, chosen, choose, text, type, isTyped, meant, replaces };
}

export function WhoField({ who, onChange }: { who: Who; onChange: () => void }) {
  const words = t.depots.grant;
  const { people, chosen, meant, replaces } = who;
  return (
    <>
      <div className={styles.who}>
        <span className={styles.label}>{words.who}</span>
        <Choice
          label={words.who}
          options={[
            ...people.map(({ id, name }) => ({ id, name })),
            { id: TYPED, name: words.somebodyElse },
          ]}
          chosen={chosen}
          onChoose={(id) => {
            onChange();
            who.choose(id as PeerId | typeof TYPED);
          }}
        />
      </div>
      {who.isTyped && (
        <TextField
          label={words.typed}
          hint={words.typedHint}
          value={who.text}
          onChange={(text) => {
            onChange();
            who.type(text);
          }}
        />
      )}
      {meant !== null && replaces && <Banner look="note">{words.replaces(meant.name)}</Banner>}
      {meant !== null && meant.words.length > 0 && (
        <Words
          title={words.words(meant.name)}
          words={meant.words}
          hint={words.compare(meant.name)}
        />
      )}
    </>
  );
}
