import { useMemo } from 'react';
import { Button as AriaButton, GridList, GridListItem } from 'react-aria-components';
import type { MirrorOf } from '../../../../shared/api/depot-state.ts';
import type { LocalRepository, Peer } from '../../../../shared/api/state.ts';
import type { Swarm } from '../../../../shared/api/swarm-state.ts';
import {
  countKinds,
  type HeadCount,
  headCountWords,
  newHeadsWords,
} from '../../../../shared/domain/words/head-count.ts';
import type { PeerId } from '../../../../shared/ids.ts';
import { Button } from '../../../components/controls/button.tsx';
import { PlacedList } from '../../../components/layout/placed-list.tsx';
import { RowElement, type RowProps } from '../../../components/layout/row-element.tsx';
import { Avatar } from '../../../components/signs/avatar.tsx';
import { PeerSigns } from '../../../components/signs/peer-signs.tsx';
import { Pill } from '../../../components/signs/pill.tsx';
import { FollowButton } from '../../../pieces/follow-button.tsx';
import { usePersonMenu } from '../../../pieces/use-person-menu.ts';
import { useNow } from '../../../state/clock.tsx';
import { useKept } from '../../../state/lists/use-kept.ts';
import { usePeersOf } from '../../../state/lists/use-peers-of.ts';
import { useActions, useAppState } from '../../../state/shoal.ts';
import { t } from '../../../texts/texts.ts';
import { compareNames } from '../../../view/people/compare-names.ts';
import { mirrorWords } from '../../../view/people/depots.ts';
import { hasLeft, isFetchable, isReachable, presenceLabel } from '../../../view/people/peers.ts';
import { broughtBy } from '../../../view/projects/coming.ts';
import type { HeadRow } from '../../../view/projects/heads.ts';
import { runningInto } from '../../../view/transfers/transfers.ts';
import listStyles from './head-list.module.css';
import styles from './people-list.module.css';

interface Props {
  readonly swarm: Swarm;
  readonly copy: LocalRepository | null;
  readonly rows: readonly HeadRow[];
}

interface Person {
  readonly id: PeerId;
  readonly copies: number;
  readonly isOwn: boolean;
  /** Of copies that are kept for others. */
  readonly mirrors: readonly MirrorOf[];
  readonly peer: Peer;
  readonly all: HeadCount;
  /** What of it is not in my copy. */
  readonly fresh: HeadCount;
}

/** Who has a copy, and what each has that I have not. */
export function PeopleList({ swarm, copy, rows }: Props) {
  const peers = usePeersOf(swarm);
  const people = useMemo(
    () =>
      [...new Set(swarm.alternatives.map(({ peer }) => peer))]
        .flatMap((id): Person[] => {
          const peer = peers[id];
          if (peer === undefined) return [];
          const copies = swarm.alternatives.filter((each) => each.peer === id);
          const all = countKinds(copies.flatMap(({ heads }) => heads));
          const fresh = broughtBy(rows, [id])?.fresh ?? NONE;
          const isOwn = copies.some((each) => each.isOwn);
          const mirrors = copies.flatMap(({ mirror }) => mirror ?? []);
          return [{ id, copies: copies.length, isOwn, mirrors, peer, all, fresh }];
        })
        .sort((a, b) => compareNames(a.peer.name, b.peer.name)),
    [swarm, peers, rows],
  );
  return (
    <PlacedList row={4}>
      <GridList
        aria-label={t.nearby.people.label}
        className={listStyles.list}
        items={useKept(people, idOf)}
        escapeKeyBehavior="none"
      >
        {(person) => <Item id={person.id} person={person} copy={copy} />}
      </GridList>
    </PlacedList>
  );
}

interface ItemProps {
  readonly id: PeerId;
  readonly person: Person;
  readonly copy: LocalRepository | null;
}

function Item({ id, person, copy }: ItemProps) {
  return (
    <GridListItem
      id={id}
      className={styles.item}
      textValue={person.peer.name}
      render={(props) => <Element {...props} person={id} />}
    >
      <PersonRow person={person} copy={copy} />
    </GridListItem>
  );
}

/** A row on screen: only they follow the state. */
function Element({ person, ...props }: RowProps & { readonly person: PeerId }) {
  return <RowElement {...props} onMenu={usePersonMenu(person)} />;
}

const idOf = ({ id }: Person) => id;

const NONE: HeadCount = { heads: 0, tags: 0 };

function PersonRow({ person, copy }: { person: Person; copy: LocalRepository | null }) {
  const { copies, isOwn, mirrors, peer, all, fresh } = person;
  const actions = useActions();
  const now = useNow();
  const peers = useAppState((state) => state.peers);
  const self = useAppState((state) => state.self);
  const running = useAppState(({ transfers }) => copy && runningInto(copy.path, transfers));
  const away = isReachable(peer) ? null : presenceLabel(peer.presence, now);
  const has =
    copies > 1 ? t.nearby.people.inCopies(headCountWords(all), copies) : headCountWords(all);
  const kept = mirrors.map((mirror) => mirrorWords(mirror, { self, peers }, now));
  const canFetch =
    copy !== null && fresh.heads + fresh.tags > 0 && running === null && isFetchable(peer);
  return (
    <div className={styles.row}>
      <Avatar person={peer} size="large" away={hasLeft(peer)} />
      <div className={styles.texts}>
        <div className={styles.name}>
          <AriaButton
            className={styles.about}
            aria-label={t.common.everywhere.about(peer.name)}
            onPress={() => actions.go({ nearby: { kind: 'peer', id: peer.id } })}
          >
            {peer.name}
          </AriaButton>
          <PeerSigns peer={peer} />
          {peer.isDepot && <Pill title={t.people.depot.keeps}>{t.people.depot.sign}</Pill>}
          {isOwn && (
            <Pill title={t.nearby.people.namedMaintainer(peer.name)}>
              {t.nearby.people.maintainer}
            </Pill>
          )}
        </div>
        <div className={styles.note}>
          {[has, ...kept, newHeadsWords(fresh), away].filter(Boolean).join(', ')}
        </div>
      </div>
      {copy !== null && <FollowButton peer={peer} repository={copy.id} look="quiet" />}
      {canFetch && (
        <Button
          look="row"
          aria-label={t.common.fetchFrom(peer.name)}
          onPress={() => actions.fetch({ repository: copy.id, peers: [peer.id] })}
        >
          {t.common.fetch}
        </Button>
      )}
    </div>
  );
}
