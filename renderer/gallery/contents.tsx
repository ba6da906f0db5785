import styles from './contents.module.css';
import { SHEET_NAMES } from './sheets/names.ts';
import { FINDINGS, STATES } from './states.ts';

/** Every picture of the gallery, light and dark, and in German. */
export function Contents() {
  return (
    <main className={styles.contents}>
      <h1>Gallery</h1>
      <ul>
        {[...SHEET_NAMES, ...Object.keys(STATES), ...Object.keys(FINDINGS)].map((state) => (
          <li key={state}>
            <a href={`?state=${state}&theme=light`}>{state}</a>{' '}
            <a href={`?state=${state}&theme=dark`}>dark</a>{' '}
            <a href={`?state=${state}&language=de`}>German</a>
          </li>
        ))}
      </ul>
    </main>
  );
}
