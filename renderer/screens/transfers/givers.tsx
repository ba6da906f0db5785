import { TriangleAlert } from 'lucide-react';
import type { Transfer, TransferPeer } from '../../../shared/api/state.ts';
import { formatBytes, formatSpeed } from '../../../shared/domain/words/quantity.ts';
import { Avatar } from '../../components/signs/avatar.tsx';
import { Icon } from '../../components/signs/icon.tsx';
import { WithCommands } from '../../components/signs/with-commands.tsx';
import { usePeerNames } from '../../pieces/transfer-bar/use-peer-names.ts';
import { useSamples } from '../../state/shoal.ts';
import { usePeerStyle } from '../../state/use-peer-style.ts';
import { t } from '../../texts/texts.ts';
import { told } from '../../texts/told.ts';
import { peerSpeed } from '../../view/transfers/speed.ts';
import styles from './givers.module.css';

/** How much each peer gave, beside each other, and why anyone was dropped. */
export function Givers({ transfer }: { transfer: Transfer }) {
  const samples = useSamples(transfer.id);
  const nameOf = usePeerNames();
  const givers = [...transfer.progress.peers].sort((a, b) => b.bytes - a.bytes);
  const most = Math.max(1, ...givers.map(({ bytes }) => bytes));
  const now = samples.at(-1)?.at ?? 0;
  const receiving = transfer.phase.state === 'receiving';
  if (givers.length === 0) return null;
  return (
    <section>
      <h2 className={styles.heading}>{t.transfers.whoGave}</h2>
      <ul>
        {givers.map((giver) => (
          <Giver
            key={giver.id}
            giver={giver}
            name={nameOf(giver.id)}
            part={giver.bytes / most}
            speed={receiving ? peerSpeed(samples, now, giver.id) : null}
          />
        ))}
      </ul>
    </section>
  );
}

interface Props {
  readonly giver: TransferPeer;
  readonly name: string;
  /** Of what the most generous one gave, 0…1. */
  readonly part: number;
  /** Bytes per second; null where nothing moves. */
  readonly speed: number | null;
}

function Giver({ giver: { id, bytes, dropped }, name, part, speed }: Props) {
  const peerStyle = usePeerStyle();
  return (
    <li className={styles.giver}>
      <Avatar person={{ id, name }} size="small" />
      <span className={styles.name}>{name}</span>
      <span className={styles.track}>
        <i
          className={`peer-colour ${styles.bar}`}
          style={{ ...peerStyle(id), width: `${part * 100}%` }}
        />
      </span>
      <span className={styles.figure}>{formatBytes(bytes)}</span>
      {dropped === null ? (
        speed !== null && <span className={styles.figure}>{formatSpeed(speed)}</span>
      ) : (
        <span className={`${styles.figure} ${styles.dropped}`}>{t.transfers.dropped}</span>
      )}
      {dropped !== null && (
        <p className={`${styles.why} ${styles.dropped}`}>
          <Icon of={TriangleAlert} size={13} />
          <WithCommands of={told(dropped)} />
        </p>
      )}
    </li>
  );
}
