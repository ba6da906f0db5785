import type { Moved } from '../../../../shared/api/history-state.ts';
import { volume } from '../../../../shared/domain/history/sums.ts';
import { formatBytes } from '../../../../shared/domain/words/quantity.ts';
import type { PeerId } from '../../../../shared/ids.ts';
import { Avatar } from '../../../components/signs/avatar.tsx';
import { usePeerStyle } from '../../../state/use-peer-style.ts';
import { t } from '../../../texts/texts.ts';
import styles from './sum-rows.module.css';

const SHOWN = 12;

interface Row extends Moved {
  readonly key: string;
  readonly name: string;
  /** Whose colour it has; null for a project, guests and others. */
  readonly peer: PeerId | null;
}

/** What moved with whom, or of what, as lines beside each other and in figures. */
export function SumRows({ title, rows }: { title: string; rows: readonly Row[] }) {
  const most = Math.max(1, ...rows.map(volume));
  const hidden = rows.length - SHOWN;
  return (
    <table className={styles.table}>
      <caption className={styles.heading}>{title}</caption>
      <thead>
        <tr>
          <th scope="col" className={styles.first}>
            {t.activity.name}
          </th>
          <th scope="col">{t.activity.received}</th>
          <th scope="col">{t.activity.given}</th>
          <th scope="col">{t.activity.saved}</th>
        </tr>
      </thead>
      <tbody>
        {rows.slice(0, SHOWN).map((row) => (
          <SumRow key={row.key} row={row} part={volume(row) / most} />
        ))}
      </tbody>
      {hidden > 0 && (
        <tfoot>
          <tr>
            <td className={styles.first}>{t.common.andMore(t.counts.figure(hidden))}</td>
          </tr>
        </tfoot>
      )}
    </table>
  );
}

function SumRow({ row: { name, peer, received, given, saved }, part }: { row: Row; part: number }) {
  const peerStyle = usePeerStyle();
  return (
    <tr>
      <th scope="row" className={styles.first}>
        <span className={styles.who}>
          {peer !== null && <Avatar person={{ id: peer, name }} size="small" />}
          <span className={styles.name}>{name}</span>
        </span>
        <span className={styles.track} aria-hidden="true">
          <i
            className={peer === null ? styles.bar : `peer-colour ${styles.bar} ${styles.peer}`}
            style={{ ...(peer === null ? {} : peerStyle(peer)), width: `${part * 100}%` }}
          />
        </span>
      </th>
      <td>{figure(received)}</td>
      <td>{figure(given)}</td>
      <td>{figure(saved)}</td>
    </tr>
  );
}

function figure(bytes: number): string {
  return bytes === 0 ? '–' : formatBytes(bytes);
}
