import { BadgeCheck, KeyRound, ScanLine, Stethoscope } from 'lucide-react';
import type { Peer } from '../../../shared/api/state.ts';
import { followKey } from '../../../shared/domain/follow.ts';
import { theirListLeftOutWords } from '../../../shared/domain/words/left-out-words.ts';
import type { PeerId } from '../../../shared/ids.ts';
import { Button } from '../../components/controls/button.tsx';
import { Banner } from '../../components/layout/banner.tsx';
import { DetailHeader } from '../../components/layout/detail-header.tsx';
import { Avatar } from '../../components/signs/avatar.tsx';
import { Icon } from '../../components/signs/icon.tsx';
import { Words } from '../../components/signs/words.tsx';
import { FollowButton } from '../../pieces/follow-button.tsx';
import { useNow } from '../../state/clock.tsx';
import { useActions, useAppState } from '../../state/shoal.ts';
import {
  acquaintance,
  hasLeft,
  lastKnownSentence,
  presenceSentence,
  vouchSentence,
} from '../../view/people/peers.ts';
import { swarmsOf } from '../../view/projects/nearby.ts';
import styles from './peer-detail.module.css';

/** One of the people in the room: who that is, whether I trust them, and what they share. */
export function PeerDetail({ peer }: { peer: Peer }) {
  const now = useNow();
  return (
    <article aria-label={peer.name}>
      <DetailHeader
        badge={<Avatar person={peer} size="huge" away={hasLeft(peer)} />}
        title={peer.name}
        subtitle={presenceSentence(peer.presence, now)}
        actions={<PeerActions peer={peer} />}
        banner={<Warnings peer={peer} />}
      />
      <div className={styles.body}>
        <TrustSection peer={peer} />
        <Projects peer={peer} />
      </div>
    </article>
  );
}

function PeerActions({ peer }: { peer: Peer }) {
  const actions = useActions();
  return (
    <>
      <FollowButton peer={peer} repository={null} />
      {(peer.presence.state === 'unreachable' || peer.presence.state === 'connecting') && (
        <FindOutWhy peer={peer} />
      )}
      {hasLeft(peer) && (
        <Button
          onPress={() => {
            actions.go({ nearby: null, opened: false });
            actions.tell('peers.forget', { peer: peer.id });
          }}
        >
          Forget
        </Button>
      )}
      {peer.trust === 'trusted' && (
        <Button
          onPress={() =>
            actions.tell(peer.isVouchedFor ? 'peers.unvouch' : 'peers.vouch', { peer: peer.id })
          }
        >
          {peer.isVouchedFor ? 'Stop vouching' : 'Vouch'}
        </Button>
      )}
      {peer.trust === 'trusted' && (
        <Button onPress={() => actions.tell('peers.untrust', { peer: peer.id })}>
          Stop trusting
        </Button>
      )}
    </>
  );
}

function FindOutWhy({ peer }: { peer: Peer }) {
  const actions = useActions();
  return (
    <Button
      icon={Stethoscope}
      onPress={() => actions.go({ screen: 'doctor', doctorAbout: peer.id })}
    >
      Find out why
    </Button>
  );
}

function everywhere(peer: PeerId): string {
  return followKey({ peer, repository: null });
}

function Warnings({ peer }: { peer: Peer }) {
  const now = useNow();
  const lastKnown = lastKnownSentence(peer, now);
  const vouch = useAppState(({ peers }) => vouchSentence(peer, peers));
  const follow = useAppState((state) => state.follows[everywhere(peer.id)]?.problem ?? null);
  return (
    <>
      {follow !== null && <Banner look="warning">Following does not work: {follow}</Banner>}
      {peer.trust === 'changed' && (
        <Banner look="warning" icon={KeyRound}>
          You trusted someone whose name is, or looks like, {peer.name}, but this is another key. It
          may be a new computer, or somebody else. Compare the words again before you trust it.
        </Banner>
      )}
      {peer.trust === 'changed' && vouch !== null && <Banner look="note">{vouch}</Banner>}
      {lastKnown !== null && <Banner look="note">{lastKnown}</Banner>}
      {peer.problem !== null && <Banner look="warning">{peer.problem}</Banner>}
    </>
  );
}

function TrustSection({ peer }: { peer: Peer }) {
  const actions = useActions();
  const trusted = peer.trust === 'trusted';
  const met = acquaintance(peer);
  const vouch = useAppState(({ peers }) => vouchSentence(peer, peers));
  return (
    <section className={styles.trust}>
      <Words
        title={`${peer.name}’s six words`}
        words={peer.words}
        hint={`${peer.name} finds the same words under their own name, at the bottom left. Compare them aloud or side by side, not over chat.`}
      />
      {trusted ? (
        <p className={styles.trusted}>
          <Icon of={BadgeCheck} /> You compared this key. {peer.name} sees what you share with
          people you trust.
          {peer.isVouchedFor && ` You vouch for ${peer.name}, and everyone can see it.`}
        </p>
      ) : (
        <div className={styles.offer}>
          {met !== null && <p className={styles.effect}>{met}</p>}
          {peer.trust === 'vouched' && (
            <p className={styles.effect}>{vouch} They compared these words; you did not yet.</p>
          )}
          <div className={styles.ways}>
            <Button
              look="primary"
              icon={BadgeCheck}
              onPress={() => actions.tell('peers.trust', { peer: peer.id })}
            >
              The words match, trust {peer.name}
            </Button>
            <Button icon={ScanLine} onPress={() => actions.open({ kind: 'scan', peer: peer.id })}>
              Scan {peer.name}’s code instead
            </Button>
          </div>
          <p className={styles.effect}>
            They will see what you share with people you trust. You can take it back at any time.
          </p>
        </div>
      )}
    </section>
  );
}

function Projects({ peer }: { peer: Peer }) {
  const swarms = useAppState((state) => swarmsOf(peer.id, state.swarms));
  const actions = useActions();
  return (
    <section>
      <h2 className={styles.heading}>Shares with you</h2>
      {swarms.length === 0 ? (
        <div className={styles.nothing}>
          <p className={styles.effect}>Nothing right now.</p>
          {peer.presence.state === 'connected' && <FindOutWhy peer={peer} />}
        </div>
      ) : (
        <ul className={styles.projects}>
          {swarms.map(({ id, name, description }) => (
            <li key={id}>
              <button
                type="button"
                className={styles.project}
                onClick={() => actions.go({ nearby: { kind: 'swarm', id } })}
              >
                <span className={styles.projectName}>{name}</span>
                <span className={styles.description}>{description}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
      {peer.leftOut !== undefined && (
        <p className={styles.effect}>{theirListLeftOutWords(peer.leftOut, peer.name)}</p>
      )}
    </section>
  );
}
