import { Download, GitBranch, GitMerge } from 'lucide-react';
import { useMemo } from 'react';
import type { HeadLook } from '../../../shared/api/heads/head-look.ts';
import type { Swarm } from '../../../shared/api/swarm-state.ts';
import { Button } from '../../components/controls/button.tsx';
import { CloneButton } from '../../pieces/clone-button.tsx';
import { FollowButton } from '../../pieces/follow-button.tsx';
import { OpenWith } from '../../pieces/open-with.tsx';
import { usePeersOf } from '../../state/lists/use-peers-of.ts';
import { useActions, useAppState, useShoal } from '../../state/shoal.ts';
import type { HeadPlace, OpenHead } from '../../state/ui-store.ts';
import { t } from '../../texts/texts.ts';
import type { KnownHead } from '../../view/head/known-head.ts';
import { nextStep } from '../../view/head/standing.ts';
import { isFetchable } from '../../view/people/peers.ts';
import { projectState, stateLabel, stateMeaning } from '../../view/projects/project-state.ts';
import {
  capitalized,
  isAtRest,
  runningIn,
  runningInto,
  runningLabel,
} from '../../view/transfers/transfers.ts';
import styles from './head-actions.module.css';

interface Props {
  readonly place: OpenHead;
  readonly known: KnownHead;
  readonly look: HeadLook | null;
}

/** What can be done with the head; the one thing to do next stands out. */
export function HeadActions({ place, known, look }: Props) {
  const actions = useActions();
  const { peer, copy, swarm } = known;
  if ('swarm' in place) {
    return <div className={styles.actions}>{swarm !== null && <CloneIt swarm={swarm} />}</div>;
  }
  if (copy === null || look === null) return null;
  const next = nextStep(look, peer !== null && isFetchable(peer));
  const follow = peer !== null && (
    <FollowButton peer={peer} repository={copy.id} look={look.isHere ? 'primary' : 'plain'} />
  );
  if (!look.isHere) {
    return (
      <div className={styles.actions}>
        {follow}
        {next === 'fetch' && <Fetch place={place} path={copy.path} />}
      </div>
    );
  }
  const { merge } = look;
  const isDone = look.relation.kind === 'same' || look.relation.kind === 'behind';
  return (
    <div className={styles.actions}>
      <OpenWith path={copy.path} />
      {next === 'follow' && follow}
      {!isDone && (
        <Button
          look={next === 'merge' ? 'primary' : 'plain'}
          icon={GitMerge}
          onPress={() =>
            actions.open({ kind: 'merge', head: place, label: known.label, offer: merge })
          }
        >
          {merge.isPossible ? t.head.actions.mergeInto(merge.into) : t.head.actions.merge}
        </Button>
      )}
      <CheckOut place={place} look={look} isNext={next === 'check-out'} />
    </div>
  );
}

/** Before anything else can be done with it. */
function CloneIt({ swarm }: { swarm: Swarm }) {
  const peers = usePeersOf(swarm);
  const transfer = useAppState(({ transfers }) => runningIn(swarm.id, transfers));
  const state = useMemo(
    () => projectState(swarm, null, { peers, transfer }),
    [swarm, peers, transfer],
  );
  if (state.kind === 'offered') return <CloneButton swarm={swarm.id} />;
  const words = [stateLabel(state), stateMeaning(state)].filter((text) => text !== null);
  return <span className={styles.state}>{words.map(capitalized).join(' · ')}</span>;
}

function Fetch({ place, path }: { place: HeadPlace; path: string }) {
  const { heads } = useShoal();
  const running = useAppState(({ transfers }) => runningInto(path, transfers));
  if (running !== null) {
    const label = isAtRest(running) ? capitalized(runningLabel(running)) : t.common.fetching;
    return <span className={styles.state}>{label}</span>;
  }
  return (
    <Button look="primary" icon={Download} aria-keyshortcuts="F" onPress={() => heads.fetch(place)}>
      {t.common.fetch}
    </Button>
  );
}

interface CheckOutProps {
  readonly place: HeadPlace;
  readonly look: HeadLook;
  readonly isNext: boolean;
}

/** As a branch of mine; where that cannot be done here, it says why, and how it can. */
function CheckOut({ place, look: { checkOut }, isNext }: CheckOutProps) {
  const { heads } = useShoal();
  const actions = useActions();
  const style = isNext ? 'primary' : 'plain';
  if (checkOut.isPossible) {
    const { branch } = checkOut;
    return (
      <Button look={style} icon={GitBranch} onPress={() => void heads.checkOut(place, branch)}>
        {t.head.actions.checkOut}
      </Button>
    );
  }
  return (
    <Button
      look={style}
      icon={GitBranch}
      onPress={() =>
        actions.open({ kind: 'refusal', title: t.head.actions.checkItOut, refusal: checkOut })
      }
    >
      {t.head.actions.checkOutDots}
    </Button>
  );
}
