import { Folder, FolderOpen } from 'lucide-react';
import type { ReactNode } from 'react';
import { isRunning, type Transfer } from '../../../shared/api/state.ts';
import { useActions, useApp } from '../../app/shoal.ts';
import { SpeedLine } from '../../app/transfer-bar/speed-line.tsx';
import { usePeerNames } from '../../app/transfer-bar/use-peer-names.ts';
import { Banner } from '../../components/banner.tsx';
import { BlockMap } from '../../components/block-map.tsx';
import { Button } from '../../components/button.tsx';
import { DetailHeader } from '../../components/detail-header.tsx';
import { Icon } from '../../components/icon.tsx';
import { phaseLabel } from '../../view/transfers.ts';
import { Givers } from './givers.tsx';
import styles from './transfer-detail.module.css';
import { UpdatedRefs } from './updated-refs.tsx';

const CELLS = 960;

/** One transfer: how far it is, who gave what, and what came of it. */
export function TransferDetail({ transfer }: { transfer: Transfer }) {
  const nameOf = usePeerNames();
  const { phase, progress, kind, name } = transfer;
  const failed = phase.state === 'failed';
  return (
    <article aria-label={name}>
      <DetailHeader
        title={name}
        subtitle={failed ? null : <Status transfer={transfer} />}
        actions={<TransferActions transfer={transfer} />}
        facts={
          <span title={transfer.path}>
            <Icon of={Folder} />
            <span className={styles.path}>
              {kind === 'clone' ? 'Clone' : 'Fetch'} into {transfer.path}
            </span>
          </span>
        }
        banner={failed && <Banner look="warning">{phase.sentence}</Banner>}
      />
      <div className={styles.body}>
        {progress.blocks > 0 && (
          <section>
            <h2 className={styles.heading}>
              Blocks
              <span className={styles.note}>
                {progress.blocksDone} of {progress.blocks}
              </span>
            </h2>
            <BlockMap progress={progress} nameOf={nameOf} cells={CELLS} size="large" />
          </section>
        )}
        <Givers transfer={transfer} />
        {phase.state === 'done' && <UpdatedRefs updated={phase.result.updated} />}
      </div>
    </article>
  );
}

function Status({ transfer }: { transfer: Transfer }) {
  return (
    <span className={styles.status}>
      {phaseLabel(transfer)}
      {transfer.phase.state === 'receiving' && <SpeedLine transfer={transfer} />}
    </span>
  );
}

function TransferActions({ transfer }: { transfer: Transfer }): ReactNode {
  const actions = useActions();
  const canOpen = useApp((app) => app.abilities.openFolder);
  const { phase, id, path } = transfer;
  if (isRunning(transfer)) {
    if (phase.state === 'finishing') return null;
    return <Button onPress={() => actions.cancel(id)}>Cancel</Button>;
  }
  return (
    <>
      <Button look="quiet" onPress={() => actions.dismiss(id)}>
        Take off the list
      </Button>
      {phase.state === 'done' && canOpen && (
        <Button icon={FolderOpen} onPress={() => actions.tell('host.openFolder', { path })}>
          Open folder
        </Button>
      )}
      {phase.state !== 'done' && (
        <Button look="primary" onPress={() => actions.retry(transfer)}>
          Try again
        </Button>
      )}
    </>
  );
}
