import type { PeerId } from '../../../shared/ids.ts';
import { usePeerStyle } from '../../state/use-peer-style.ts';
import { initials } from '../../view/people/initials.ts';
import styles from './avatar.module.css';

type Size = 'tiny' | 'small' | 'medium' | 'large' | 'huge';

interface Person {
  readonly id: PeerId;
  readonly name: string;
}

/** A peer's colour and initials. Its name stands beside it, so it is silent itself. */
export function Avatar({ person, size, away }: { person: Person; size: Size; away?: boolean }) {
  const peerStyle = usePeerStyle();
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
