import type { PeerId } from '../../../shared/ids.ts';
import { initials } from '../../view/people/initials.ts';
import styles from './author-sign.module.css';
import { Avatar } from './avatar.tsx';

interface Props {
  readonly author: string;
  /** Who of those here that is; null for anybody else, who has no colour. */
  readonly person: { readonly id: PeerId; readonly name: string } | null;
}

/** Whose commit it is. The name stands beside it, or in its title. */
export function AuthorSign({ author, person }: Props) {
  if (person !== null) return <Avatar person={person} size="tiny" />;
  return (
    <span className={styles.stranger} aria-hidden="true">
      {initials(author)}
    </span>
  );
}
