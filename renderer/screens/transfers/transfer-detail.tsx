import {
  Archive,
  Folder,
  FolderOpen,
  Globe,
  HardDrive,
  Hourglass,
  Pause,
  Play,
  UsersRound,
} from 'lucide-react';
import type { ReactNode } from 'react';
import type { Transfer } from '../../../shared/api/state.ts';
import { allows } from '../../../shared/domain/transfer-actions.ts';
import { bytesHere } from '../../../shared/domain/transfer-progress.ts';
import { Button } from '../../components/controls/button.tsx';
import { Banner } from '../../components/layout/banner.tsx';
import { DetailHeader } from '../../components/layout/detail-header.tsx';
import { BlockMap } from '../../components/plots/block-map.tsx';
import { Icon } from '../../components/signs/icon.tsx';
import { WithCommands } from '../../components/signs/with-commands.tsx';
import { CloneElsewhere } from '../../pieces/clone-elsewhere.tsx';
import { SpeedLine } from '../../pieces/transfer-bar/speed-line.tsx';
import { usePeerNames } from '../../pieces/transfer-bar/use-peer-names.ts';
import { useActions, useApp } from '../../state/shoal.ts';
import { t } from '../../texts/texts.ts';
import { told } from '../../texts/told.ts';
import {
  hereLabel,
  isAtRest,
  keptLabel,
  phaseLabel,
  remarks,
  savedLabel,
} from '../../view/transfers/transfers.ts';
import { Givers } from './givers.tsx';
import { SpeedSection } from './speed-section.tsx';
import styles from './transfer-detail.module.css';
import { UpdatedRefs } from './updated-refs.tsx';

const CELLS = 960;

/** One transfer: how far it is, who gave what, and what came of it. */
export function TransferDetail({ transfer }: { transfer: Transfer }) {
  const nameOf = usePeerNames();
  const { phase, progress, name } = transfer;
  // Blocks of a cancelled transfer are not here any more.
  const hasBlocks = progress.blocks > 0 && phase.state !== 'cancelled';
  return (
    <article aria-label={name}>
      <DetailHeader
        title={name}
        subtitle={phase.state === 'failed' ? null : <Status transfer={transfer} />}
        actions={<TransferActions transfer={transfer} />}
        facts={<Facts transfer={transfer} />}
        banner={<Explanation transfer={transfer} />}
      />
      <div className={styles.body}>
        {hasBlocks && (
          <section>
            <h2 className={styles.heading}>
              {t.transfers.blocks}
              <span className={styles.note}>
                {t.transfers.blocksDone(progress.blocksDone, progress.blocks)}
              </span>
            </h2>
            <BlockMap progress={progress} nameOf={nameOf} cells={CELLS} size="large" />
          </section>
        )}
        <SpeedSection transfer={transfer} />
        <Givers transfer={transfer} />
        {phase.state === 'done' && <UpdatedRefs updated={phase.result.updated} />}
      </div>
    </article>
  );
}

function Status({ transfer }: { transfer: Transfer }) {
  const here = isAtRest(transfer) ? hereLabel(transfer) : null;
  return (
    <span className={styles.status}>
      <span>{phaseLabel(transfer)}</span>
      {transfer.phase.state === 'receiving' && <SpeedLine transfer={transfer} />}
      {here && <span className={styles.note}>{here}</span>}
    </span>
  );
}

function Facts({ transfer }: { transfer: Transfer }) {
  const { kind, path, address, phase, progress } = transfer;
  const saved = savedLabel(transfer);
  const kept = keptLabel(transfer);
  return (
    <>
      <span title={path}>
        <Icon of={Folder} />
        <span className={styles.path}>
          {kind === 'clone' ? t.transfers.cloneInto(path) : t.transfers.fetchInto(path)}
        </span>
      </span>
      {address !== undefined && (
        <span title={address}>
          <Icon of={Globe} /> <span className={`selectable ${styles.path}`}>{address}</span>
        </span>
      )}
      {saved && (
        <span>
          <Icon of={UsersRound} /> {saved}
        </span>
      )}
      {kept && (
        <span>
          <Icon of={HardDrive} /> {kept}
        </span>
      )}
      {phase.state === 'paused' && bytesHere(progress) > 0 && (
        <span>
          <Icon of={Archive} /> {t.transfers.kept}
        </span>
      )}
    </>
  );
}

/** What a phase means for the user, where its name does not say it all. */
function Explanation({ transfer }: { transfer: Transfer }): ReactNode {
  const { phase, progress } = transfer;
  switch (phase.state) {
    case 'waiting':
      return (
        <Banner look="note" icon={Hourglass}>
          {t.transfers.waitingMeans}
        </Banner>
      );
    case 'verifying':
      return (
        <>
          <Banner look="waiting">{t.transfers.verifyingMeans}</Banner>
          <Remarks transfer={transfer} />
        </>
      );
    case 'failed':
      return (
        <Banner look="warning">
          <WithCommands of={told(phase.sentence)} />
          {progress.blocksDone > 0 && ` ${t.transfers.notAskedAgain}`}
        </Banner>
      );
    case 'done':
      return <Remarks transfer={transfer} />;
    default:
      return null;
  }
}

function Remarks({ transfer }: { transfer: Transfer }): ReactNode {
  return remarks(transfer).map(({ look, sentence }) => (
    <Banner key={sentence} look={look}>
      {sentence}
    </Banner>
  ));
}

function TransferActions({ transfer }: { transfer: Transfer }): ReactNode {
  const actions = useActions();
  const canOpen = useApp((app) => app.abilities.openFolder);
  const { phase, id, path } = transfer;
  const isHere = phase.state === 'done' || phase.state === 'verifying';
  return (
    <>
      {allows(phase, 'dismiss') && (
        <Button look="quiet" onPress={() => actions.dismiss(id)}>
          {t.transfers.takeOff}
        </Button>
      )}
      {allows(phase, 'cancel') && (
        <Button onPress={() => actions.cancel(transfer)}>{t.transfers.cancel}</Button>
      )}
      {allows(phase, 'pause') && (
        <Button icon={Pause} onPress={() => actions.pause(id)}>
          {t.transfers.pause}
        </Button>
      )}
      {allows(phase, 'resume') && (
        <Button look="primary" icon={Play} onPress={() => actions.resume(id)}>
          {t.transfers.resume}
        </Button>
      )}
      {isHere && canOpen && (
        <Button icon={FolderOpen} onPress={() => actions.tell('host.openFolder', { path })}>
          {t.transfers.openFolder}
        </Button>
      )}
      {allows(phase, 'retry') && (
        <Button look="primary" onPress={() => actions.retry(id)}>
          {t.transfers.tryAgain}
        </Button>
      )}
      <CloneElsewhere transfer={transfer} look="primary" />
    </>
  );
}
