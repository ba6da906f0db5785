import type { CSSProperties } from 'react';
import type { PeerId } from '../../../shared/ids.ts';
import { peerHue } from '../../view/people/hue.ts';
import { initials } from '../../view/people/initials.ts';
import styles from './avatar.module.css';

type Size = 'tiny' | 'small' | 'medium' | 'large' | 'huge';

interface Person {
  readonly id: PeerId;
  readonly name: string;
}

/** Sets `--hue`; with the class `peer-colour`, `--peer` is the peer's colour. */
export function peerStyle(id: PeerId): CSSProperties {
  return { '--hue': peerHue(id) } as CSSProperties;
}

/** A peer's colour and initials. Its name stands beside it, so it is silent itself. */
export function Avatar({ person, size, away }: { person: Person; size: Size; away?: boolean }) {
  return (
    <span
      className={`peer-colour ${styles.avatar} ${styles[size]}`}
      style={peerStyle(person.id)}
      data-away={away || undefined}
      aria-hidden="true"
    >
      {initials(person.name)}
    </span>
  );
}

const SHOWN = 5;

/** Several peers, overlapping; their names are said. */
export function AvatarStack({ people }: { people: readonly Person[] }) {
  const hidden = people.length - SHOWN;
  return (
    <span className={styles.stack}>
      {people.slice(0, SHOWN).map((person) => (
        <Avatar key={person.id} person={person} size="small" />
      ))}
      {hidden > 0 && (
        <span className={styles.more} aria-hidden="true">
          +{hidden}
        </span>
      )}
      <span className="sr-only">{people.map(({ name }) => name).join(', ')}</span>
    </span>
  );
}
