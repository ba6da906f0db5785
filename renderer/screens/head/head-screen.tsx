import { FileQuestion } from 'lucide-react';
import { useMemo, useRef } from 'react';
import { stepByKey } from '../../components/diff/step-by-key.ts';
import type { DiffSteps } from '../../components/diff/use-steps.ts';
import { EmptyState } from '../../components/layout/empty-state.tsx';
import { FallBack } from '../../components/layout/fall-back.tsx';
import { OpenedScreen } from '../../pieces/opened-screen.tsx';
import { TransferBar } from '../../pieces/transfer-bar/transfer-bar.tsx';
import { useAppState, useUi } from '../../state/shoal.ts';
import type { OpenHead } from '../../state/ui-store.ts';
import { t } from '../../texts/texts.ts';
import { type KnownHead, knownHead } from '../../view/head/known-head.ts';
import { chosenCopy } from '../../view/projects/copies.ts';
import { HeadContents } from './head-contents.tsx';
import { HeadHeader } from './head-header.tsx';
import { HeadMissing } from './head-missing.tsx';
import { useLook } from './use-look.ts';

/** One head of a teammate's: what it brings, how that differs, and what can be done with it. */
export function HeadScreen({ place: opened }: { place: OpenHead }) {
  const place = useMine(opened);
  const known = useKnownHead(place);
  const branch = known.copy?.status.state === 'ready' ? known.copy.status.branch : null;
  const standing = JSON.stringify([known.row?.standing ?? null, branch]);
  const { looking, retry, toNewest } = useLook(place, standing);
  const steps = useRef<DiffSteps>(null);
  const look = looking.state === 'ready' ? looking.look : null;
  const oid = look?.oid ?? place.oid;
  const at = useMemo(() => ({ ...place, oid }), [place, oid]);
  return (
    <OpenedScreen
      region="head"
      label={known.label}
      onKeyDownCapture={(event) => stepByKey(event, steps.current)}
    >
      <HeadHeader place={at} known={known} look={look} onNewest={toNewest} />
      {looking.state === 'ready' ? (
        <FallBack key={looking.look.oid} instead={<Unreadable />}>
          <HeadContents place={at} look={looking.look} steps={steps} />
        </FallBack>
      ) : (
        <HeadMissing looking={looking} place={place} known={known} onRetry={retry} />
      )}
      <TransferBar />
    </OpenedScreen>
  );
}

function Unreadable() {
  return (
    <EmptyState icon={FileQuestion} title={t.head.cannotBeShown}>
      <p>{t.head.checkItOutToSee}</p>
    </EmptyState>
  );
}

/** As soon as there is a copy of mine, it is seen from there. */
function useMine(opened: OpenHead): OpenHead {
  const swarm = useAppState(({ swarms }) => ('swarm' in opened ? swarms[opened.swarm] : undefined));
  const repositories = useAppState((state) => state.repositories);
  const copies = useUi((ui) => ui.copies);
  const copy = swarm === undefined ? null : chosenCopy(swarm, repositories, copies);
  const repository = copy?.status.state === 'ready' ? copy.id : null;
  return useMemo(() => {
    if (!('swarm' in opened) || repository === null) return opened;
    const { swarm: _, ...head } = opened;
    return { ...head, repository };
  }, [opened, repository]);
}

function useKnownHead(place: OpenHead): KnownHead {
  const repositories = useAppState((state) => state.repositories);
  const swarms = useAppState((state) => state.swarms);
  const peers = useAppState((state) => state.peers);
  return useMemo(
    () => knownHead(place, { repositories, swarms, peers }),
    [place, repositories, swarms, peers],
  );
}
