import { BadgeCheck, KeyRound, ScanLine, Stethoscope } from 'lucide-react';
import type { MirrorOf } from '../../../shared/api/depot-state.ts';
import type { Peer } from '../../../shared/api/state.ts';
import type { Alternative } from '../../../shared/api/swarm-state.ts';
import { followKey } from '../../../shared/domain/follow.ts';
import { theirListLeftOutWords } from '../../../shared/domain/words/left-out-words.ts';
import type { PeerId } from '../../../shared/ids.ts';
import { Button } from '../../components/controls/button.tsx';
import { Banner } from '../../components/layout/banner.tsx';
import { DetailHeader } from '../../components/layout/detail-header.tsx';
import { SectionHeading } from '../../components/layout/section-heading.tsx';
import { Avatar } from '../../components/signs/avatar.tsx';
import { Icon } from '../../components/signs/icon.tsx';
import { Sentence } from '../../components/signs/sentence.tsx';
import { Words } from '../../components/signs/words.tsx';
import { FollowButton } from '../../pieces/follow-button.tsx';
import { useNow } from '../../state/clock.tsx';
import { useActions, useAppState } from '../../state/shoal.ts';
import { t } from '../../texts/texts.ts';
import { told } from '../../texts/told.ts';
import { mirrorWords } from '../../view/people/depots.ts';
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
        subtitle={[
          ...(peer.isDepot ? [t.people.depot.title] : []),
          presenceSentence(peer.presence, now),
        ].join(' · ')}
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
          {t.people.forget}
        </Button>
      )}
      {peer.trust === 'trusted' && (
        <Button
          onPress={() =>
            actions.tell(peer.isVouchedFor ? 'peers.unvouch' : 'peers.vouch', { peer: peer.id })
          }
        >
          {peer.isVouchedFor ? t.people.stopVouching : t.people.vouch}
        </Button>
      )}
      {peer.trust === 'trusted' && (
        <Button onPress={() => actions.tell('peers.untrust', { peer: peer.id })}>
          {t.people.stopTrusting}
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
      {t.people.findOutWhy}
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
      {follow !== null && <Banner look="warning">{t.people.followFails(told(follow))}</Banner>}
      {peer.trust === 'changed' && (
        <Banner look="warning" icon={KeyRound}>
          {t.people.keyChanged(peer.name)}
        </Banner>
      )}
      {peer.trust === 'changed' && vouch !== null && <Banner look="note">{vouch}</Banner>}
      {lastKnown !== null && <Banner look="note">{lastKnown}</Banner>}
      {peer.problem !== null && <Banner look="warning">{told(peer.problem)}</Banner>}
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
        title={t.people.sixWords(peer.name)}
        words={peer.words}
        hint={
          peer.isDepot ? (
            <Sentence
              of={t.people.compareDepot(
                peer.name,
                <code key="command">{t.people.wordsCommand}</code>,
              )}
            />
          ) : (
            t.people.compare(peer.name)
          )
        }
      />
      {trusted ? (
        <p className={styles.trusted}>
          <Icon of={BadgeCheck} /> {t.people.isTrusted(peer.name)}
          {peer.isVouchedFor && ` ${t.people.youVouch(peer.name)}`}
        </p>
      ) : (
        <div className={styles.offer}>
          {met !== null && <p className={styles.effect}>{met}</p>}
          {peer.trust === 'vouched' && (
            <p className={styles.effect}>
              {vouch} {t.people.theyCompared}
            </p>
          )}
          <div className={styles.ways}>
            <Button
              look="primary"
              icon={BadgeCheck}
              onPress={() => actions.tell('peers.trust', { peer: peer.id })}
            >
              {t.people.trust(peer.name)}
            </Button>
            <Button icon={ScanLine} onPress={() => actions.open({ kind: 'scan', peer: peer.id })}>
              {t.people.scan(peer.name)}
            </Button>
          </div>
          <p className={styles.effect}>{t.people.trustEffect}</p>
        </div>
      )}
    </section>
  );
}

function mirrorsAt(peer: PeerId, alternatives: readonly Alternative[]): MirrorOf[] {
  return alternatives.flatMap((copy) => (copy.peer === peer ? (copy.mirror ?? []) : []));
}

function Projects({ peer }: { peer: Peer }) {
  const swarms = useAppState((state) => swarmsOf(peer.id, state.swarms));
  const actions = useActions();
  const now = useNow();
  const peers = useAppState((state) => state.peers);
  const self = useAppState((state) => state.self);
  return (
    <section>
      <SectionHeading isRuled>{t.people.shares}</SectionHeading>
      {peer.isDepot && <p className={styles.effect}>{t.people.depot.keepsFor(peer.name)}</p>}
      {swarms.length === 0 ? (
        <div className={styles.nothing}>
          <p className={styles.effect}>{t.people.nothing}</p>
          {peer.presence.state === 'connected' && <FindOutWhy peer={peer} />}
        </div>
      ) : (
        <ul className={styles.projects}>
          {swarms.map(({ id, name, description, alternatives }) => (
            <li key={id}>
              <button
                type="button"
                className={styles.project}
                onClick={() => actions.go({ nearby: { kind: 'swarm', id } })}
              >
                <span className={styles.projectName}>{name}</span>
                <span className={styles.description}>
                  {[
                    ...mirrorsAt(peer.id, alternatives).map((each) =>
                      mirrorWords(each, { self, peers }, now),
                    ),
                    description,
                  ]
                    .filter(Boolean)
                    .join(' · ')}
                </span>
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
