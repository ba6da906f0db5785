import {
  Check,
  ChevronDown,
  CircleAlert,
  CirclePause,
  CircleSlash,
  Download,
  Hourglass,
  type LucideIcon,
  Pause,
  Play,
  ShieldCheck,
  X,
} from 'lucide-react';
import type { ReactNode } from 'react';
import { isRunning, type Transfer, type TransferPhase } from '../../../shared/api/state.ts';
import { allows } from '../../../shared/domain/transfer-actions.ts';
import { Button, IconButton } from '../../components/controls/button.tsx';
import { BlockMap } from '../../components/plots/block-map.tsx';
import { SpeedPlot } from '../../components/plots/speed-plot.tsx';
import { Icon } from '../../components/signs/icon.tsx';
import { WithCommands } from '../../components/signs/with-commands.tsx';
import { useActions, useApp, useSamples, useUi } from '../../state/shoal.ts';
import { t } from '../../texts/texts.ts';
import {
  hereLabel,
  isAtRest,
  phaseLabel,
  remarks,
  savedLabel,
} from '../../view/transfers/transfers.ts';
import { CloneElsewhere } from '../clone-elsewhere.tsx';
import { PeerShares } from './peer-shares.tsx';
import { SpeedLine } from './speed-line.tsx';
import styles from './transfer-bar.module.css';
import { usePeerNames } from './use-peer-names.ts';
import { useWatched } from './use-watched.ts';

/** The transfer at hand, below whatever the detail shows. */
export function TransferBar() {
  const transfer = useWatched();
  const shownInFull = useUi(({ screen, transfer: id }) => screen === 'transfers' && id !== null);
  if (transfer === null || shownInFull) return null;
  return (
    <section className={styles.bar} aria-label={t.transfers.of(transfer.name)}>
      {isRunning(transfer) ? <Running transfer={transfer} /> : <Ended transfer={transfer} />}
      <BarActions transfer={transfer} />
    </section>
  );
}

const CELLS = 120;
/** As many remarks are told here. */
const FEW = 2;

const ICONS: Readonly<Record<TransferPhase['state'], LucideIcon>> = {
  asking: Download,
  receiving: Download,
  waiting: Hourglass,
  paused: CirclePause,
  checking: Download,
  finishing: Download,
  verifying: ShieldCheck,
  done: Check,
  cancelled: CircleSlash,
  failed: CircleAlert,
};

function Running({ transfer }: { transfer: Transfer }) {
  const samples = useSamples(transfer.id);
  const nameOf = usePeerNames();
  const { phase, progress } = transfer;
  const receiving = phase.state === 'receiving';
  return (
    <>
      <div className={styles.main}>
        <div className={styles.line}>
          <Icon of={ICONS[phase.state]} />
          <strong className={styles.name}>{transfer.name}</strong>
          <span className={styles.phase} data-figure={receiving || undefined}>
            {phaseLabel(transfer)}
          </span>
          {receiving && <SpeedLine transfer={transfer} />}
          {isAtRest(transfer) && <span className={styles.note}>{hereLabel(transfer)}</span>}
        </div>
        {progress.blocks > 0 && (
          <BlockMap progress={progress} nameOf={nameOf} cells={CELLS} size="small" />
        )}
      </div>
      {receiving && (
        <div className={styles.people}>
          <SpeedPlot samples={samples} />
          <PeerShares transfer={transfer} />
        </div>
      )}
    </>
  );
}

function Ended({ transfer }: { transfer: Transfer }) {
  const { phase } = transfer;
  const actions = useActions();
  const saved = savedLabel(transfer);
  const told = remarks(transfer).filter(({ isToldElsewhere }) => !isToldElsewhere);
  return (
    <div className={styles.main} role={phase.state === 'failed' ? 'alert' : 'status'}>
      <div className={styles.end} data-end={phase.state}>
        <Icon of={ICONS[phase.state]} />
        <p>
          <strong className={styles.name}>{transfer.name}</strong> {phaseLabel(transfer)}
          {saved && <span className={styles.saved}>{saved}</span>}
          {told.slice(0, FEW).map(({ sentence }) => (
            <span key={sentence} className={styles.remark}>
              <WithCommands of={sentence} />
            </span>
          ))}
          {told.length > FEW && (
            <span className={styles.more}>
              <Button
                look="quiet"
                onPress={() => actions.go({ screen: 'transfers', transfer: transfer.id })}
              >
                {t.transfers.more(told.length - FEW)}
              </Button>
            </span>
          )}
        </p>
      </div>
    </div>
  );
}

/** X always ends a transfer, the arrow only puts the bar away. */
function BarActions({ transfer }: { transfer: Transfer }): ReactNode {
  const actions = useActions();
  const canOpen = useApp((app) => app.abilities.openFolder);
  const { id, phase, kind, path } = transfer;
  const isHere = phase.state === 'done' || phase.state === 'verifying';
  return (
    <div className={styles.actions}>
      {allows(phase, 'pause') && (
        <IconButton
          icon={Pause}
          aria-label={t.transfers.pauseThis}
          onPress={() => actions.pause(id)}
        />
      )}
      {allows(phase, 'resume') && (
        <Button icon={Play} onPress={() => actions.resume(id)}>
          {t.transfers.resume}
        </Button>
      )}
      {allows(phase, 'retry') && (
        <Button onPress={() => actions.retry(id)}>{t.transfers.tryAgain}</Button>
      )}
      <CloneElsewhere transfer={transfer} />
      {isHere && kind === 'clone' && canOpen && (
        <Button onPress={() => actions.tell('host.openFolder', { path })}>
          {t.transfers.openFolder}
        </Button>
      )}
      {allows(phase, 'cancel') && (
        <IconButton
          icon={X}
          aria-label={t.transfers.cancelThis}
          onPress={() => actions.cancel(transfer)}
        />
      )}
      {(isAtRest(transfer) || !isRunning(transfer)) && (
        <IconButton
          icon={ChevronDown}
          aria-label={t.transfers.putAway}
          onPress={() => actions.go({ watched: null })}
        />
      )}
    </div>
  );
}
