import { peerCode } from '../../../shared/domain/peer-code.ts';
import { QrCode } from '../../components/signs/qr-code.tsx';
import { Sentence } from '../../components/signs/sentence.tsx';
import { useAppState } from '../../state/shoal.ts';
import { t } from '../../texts/texts.ts';
import styles from './how-to-join.module.css';

/** As many lines to clone by are shown. */
const LINES = 4;

/** How others take part: with Shoal by themselves, and without it, where guests are let in, by a line to type. */
export function HowToJoin() {
  const self = useAppState((state) => state.self);
  const guests = useAppState((state) => state.guests);
  if (self === null) return null;
  const page = guests.state === 'on' ? guests.bases[0] : undefined;
  return (
    <section className={styles.join} aria-labelledby="how-to-join">
      <h2 id="how-to-join" className={styles.heading}>
        {t.room.howToJoin}
      </h2>
      <p>{t.room.howItIs}</p>
      <div className={styles.code}>
        <QrCode text={peerCode(self.id)} label={t.people.code.label(self.name)} />
      </div>
      {guests.state === 'on' && page !== undefined && (
        <>
          <p>
            <Sentence of={t.room.withoutShoal(<code className="selectable">{page}</code>)} />
          </p>
          <div className={styles.code}>
            <QrCode text={page} label={t.room.guestsPage} />
          </div>
          <ul className={styles.lines}>
            {guests.repositories.slice(0, LINES).map(({ id, urls }) => (
              <li key={id}>
                <code className="selectable">git clone {urls[0]}</code>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
