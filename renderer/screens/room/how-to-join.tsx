import { peerCode } from '../../../shared/domain/peer-code.ts';
import { QrCode } from '../../components/signs/qr-code.tsx';
import { useAppState } from '../../state/shoal.ts';
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
        How to join
      </h2>
      <p>
        Whoever opens Shoal on this network is in. To be sure that it is you, they scan your code
        with it.
      </p>
      <div className={styles.code}>
        <QrCode text={peerCode(self.id)} label={`The code of ${self.name}`} />
      </div>
      {guests.state === 'on' && page !== undefined && (
        <>
          <p>
            Without Shoal, everything is at <code className="selectable">{page}</code>, to be cloned
            with plain git:
          </p>
          <div className={styles.code}>
            <QrCode text={page} label="The page for guests, as a code to scan" />
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
