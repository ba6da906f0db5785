import type { Transfer } from '../../../shared/api/state.ts';
import { formatDuration, formatSpeed } from '../../../shared/domain/words/quantity.ts';
import { useSamples } from '../../state/shoal.ts';
import { t } from '../../texts/texts.ts';
import { peerSpeed, secondsLeft, speed } from '../../view/transfers/speed.ts';
import styles from './speed-line.module.css';

/** `48 MB/s from 4 people, 9 s left`. */
export function SpeedLine({ transfer }: { transfer: Transfer }) {
  const samples = useSamples(transfer.id);
  const now = samples.at(-1)?.at ?? 0;
  const bytesPerSecond = speed(samples, now);
  const left = secondsLeft(transfer.progress, bytesPerSecond);
  const people = transfer.progress.peers.filter(({ id }) => peerSpeed(samples, now, id) > 0).length;
  return (
    <span className={styles.line}>
      {formatSpeed(bytesPerSecond)}
      {people > 0 && <span className={styles.people}> {t.transfers.fromPeople(people)}</span>}
      {left !== null && `, ${t.transfers.left(formatDuration(Math.ceil(left)))}`}
    </span>
  );
}
