import { UserPlus } from 'lucide-react';
import { ListBox, ListBoxItem } from 'react-aria-components';
import type { Peer } from '../../../shared/api/state.ts';
import type { PeerId } from '../../../shared/ids.ts';
import { oneChoice } from '../../components/controls/one-choice.ts';
import { PlacedList } from '../../components/layout/placed-list.tsx';
import { RowElement, type RowProps } from '../../components/layout/row-element.tsx';
import { Avatar } from '../../components/signs/avatar.tsx';
import { Icon } from '../../components/signs/icon.tsx';
import { DepotSign, FollowedSign, PeerSigns } from '../../components/signs/peer-signs.tsx';
import { usePersonMenu } from '../../pieces/use-person-menu.ts';
import { useNow } from '../../state/clock.tsx';
import { useActions, useAppState, usePeople, useUi } from '../../state/shoal.ts';
import { t } from '../../texts/texts.ts';
import { hasLeft, presenceLabel, presenceSentence } from '../../view/people/peers.ts';
import styles from './room.module.css';

/** In rem. */
const ROW = 2.0625;
/** As many people are always seen: in a low window, the whole sidebar scrolls. */
const FEWEST = 4;
/** What stands above and below them, in rem. */
const BESIDES = 4;

/** Without anybody, what there is needs no more room than it takes by itself. */
function leastHeight(people: number): string | undefined {
  return people === 0 ? undefined : `${Math.min(people, FEWEST) * ROW + BESIDES}rem`;
}

/** Who is here, and who was. */
export function Room() {
  const ordered = usePeople();
  const selected = useUi(({ screen, nearby }) =>
    screen === 'nearby' && nearby?.kind === 'peer' ? nearby.id : null,
  );
  const actions = useActions();
  const choose = (id: PeerId) => actions.go({ screen: 'nearby', nearby: { kind: 'peer', id } });
  return (
    <section
      className={styles.room}
      style={{ minHeight: leastHeight(ordered.length) }}
      aria-label={t.shell.room.title}
    >
      {ordered.length > 0 && <h2 className={styles.heading}>{t.shell.room.title}</h2>}
      <PlacedList row={ROW}>
        <ListBox
          aria-label={t.shell.room.people}
          className={styles.list}
          style={{ height: `${ordered.length * ROW}rem` }}
          items={ordered}
          {...oneChoice(selected, { choose, open: () => actions.openDetail() })}
        >
          {({ id, name }) => (
            <ListBoxItem
              id={id}
              className={styles.row}
              textValue={name}
              onPress={() => actions.go({ opened: true })}
              render={(props) => <Element {...props} person={id} />}
            >
              <PeerRow id={id} />
            </ListBoxItem>
          )}
        </ListBox>
      </PlacedList>
      <button
        type="button"
        className={styles.missing}
        title={t.shell.room.connect}
        onClick={() => actions.open({ kind: 'connect' })}
      >
        <Icon of={UserPlus} size={16} />
        <span className={styles.missingText}>{t.shell.room.missing}</span>
      </button>
    </section>
  );
}

/** A row on screen: only they follow the state. */
function Element({ person, ...props }: RowProps & { readonly person: PeerId }) {
  return <RowElement {...props} onMenu={usePersonMenu(person)} />;
}

function PeerRow({ id }: { id: PeerId }) {
  const peer = useAppState(({ peers }) => peers[id]);
  return peer === undefined ? null : <DrawnPerson peer={peer} />;
}

function DrawnPerson({ peer }: { peer: Peer }) {
  const now = useNow();
  const isFollowed = useAppState(({ follows }) =>
    Object.values(follows).some((rule) => rule.peer === peer.id),
  );
  return (
    <>
      <Avatar person={peer} size="medium" away={hasLeft(peer)} />
      <span className={styles.name} data-away={hasLeft(peer) || undefined}>
        <span className={styles.nameText}>{peer.name}</span>
        {!hasLeft(peer) && <PeerSigns peer={peer} />}
        {peer.isDepot && <DepotSign />}
        {isFollowed && <FollowedSign />}
      </span>
      <span className={styles.presence} title={presenceSentence(peer.presence, now)}>
        {presenceLabel(peer.presence, now)}
      </span>
    </>
  );
}
