import { Check, CircleAlert, CircleSlash, Download, type LucideIcon, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { isRunning, type Transfer } from '../../../shared/api/state.ts';
import { BlockMap } from '../../components/block-map.tsx';
import { Button, IconButton } from '../../components/button.tsx';
import { Icon } from '../../components/icon.tsx';
import { SpeedPlot } from '../../components/speed-plot.tsx';
import { phaseLabel } from '../../view/transfers.ts';
import { useActions, useApp, useSamples, useUi } from '../shoal.ts';
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
    <section className={styles.bar} aria-label={`Transfer of ${transfer.name}`}>
      {isRunning(transfer) ? <Running transfer={transfer} /> : <Ended transfer={transfer} />}
    </section>
  );
}

const CELLS = 120;

function Running({ transfer }: { transfer: Transfer }) {
  const actions = useActions();
  const samples = useSamples(transfer.id);
  const nameOf = usePeerNames();
  const { phase, progress } = transfer;
  const receiving = phase.state === 'receiving';
  return (
    <>
      <div className={styles.main}>
        <div className={styles.line}>
          <Icon of={Download} />
          <strong className={styles.name}>{transfer.name}</strong>
          <span className={styles.phase} data-figure={receiving || undefined}>
            {phaseLabel(transfer)}
          </span>
          {receiving && <SpeedLine transfer={transfer} />}
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
      {phase.state !== 'finishing' && (
        <div className={styles.close}>
          <IconButton
            icon={X}
            aria-label="Cancel this transfer"
            onPress={() => actions.cancel(transfer.id)}
          />
        </div>
      )}
    </>
  );
}

const END_ICONS: Readonly<Record<string, LucideIcon>> = {
  done: Check,
  cancelled: CircleSlash,
  failed: CircleAlert,
};

function Ended({ transfer }: { transfer: Transfer }) {
  const actions = useActions();
  const { phase } = transfer;
  return (
    <>
      <div className={styles.main} role={phase.state === 'failed' ? 'alert' : 'status'}>
        <div className={styles.end} data-end={phase.state}>
          <Icon of={END_ICONS[phase.state] ?? Check} />
          <p>
            <strong className={styles.name}>{transfer.name}</strong> {phaseLabel(transfer)}
          </p>
        </div>
      </div>
      <EndActions transfer={transfer} />
      <div className={styles.close}>
        <IconButton icon={X} aria-label="Put away" onPress={() => actions.go({ watched: null })} />
      </div>
    </>
  );
}

function EndActions({ transfer }: { transfer: Transfer }): ReactNode {
  const actions = useActions();
  const canOpen = useApp((app) => app.abilities.openFolder);
  if (transfer.phase.state !== 'done') {
    return <Button onPress={() => actions.retry(transfer)}>Try again</Button>;
  }
  if (transfer.kind !== 'clone' || !canOpen) return null;
  return (
    <Button onPress={() => actions.tell('host.openFolder', { path: transfer.path })}>
      Open folder
    </Button>
  );
}
