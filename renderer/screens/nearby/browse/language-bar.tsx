import type { CSSProperties } from 'react';
import type { Overview } from '../../../../shared/gtp/overview.ts';
import { t } from '../../../texts/texts.ts';
import styles from './language-bar.module.css';

const NAMED = 5;

/** How much of the code is in which language; named below the bar in the same order. */
export function LanguageBar({ languages }: { languages: Overview['languages'] }) {
  const total = languages.reduce((sum, { bytes }) => sum + bytes, 0);
  if (total === 0) return null;
  const named = languages.slice(0, NAMED).map(({ name, bytes }) => ({ name, part: bytes / total }));
  const other = 1 - named.reduce((sum, { part }) => sum + part, 0);
  const parts = other > 0.0005 ? [...named, { name: t.browse.other, part: other }] : named;
  return (
    <div className={styles.languages}>
      <div className={styles.bar} aria-hidden="true">
        {parts.map(({ name, part }, index) => (
          <span
            key={name}
            className={styles.part}
            data-shade={index}
            style={{ '--part': part } as CSSProperties}
          />
        ))}
      </div>
      <ul className={styles.names} aria-label={t.browse.languages}>
        {parts.map(({ name, part }, index) => (
          <li key={name} className={styles.name}>
            <span className={styles.spot} data-shade={index} aria-hidden="true" />
            {name} <span className={styles.share}>{percent(part)}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}

function percent(part: number): string {
  return part < 0.01 ? '< 1 %' : `${Math.round(part * 100)} %`;
}
