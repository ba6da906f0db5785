import { useState } from 'react';
import { ListBox, ListBoxItem } from 'react-aria-components';
import type { HeadLook } from '../../../shared/api/heads/head-look.ts';
import type { ComparedCommit } from '../../../shared/gtp/comparison.ts';
import type { Oid } from '../../../shared/ids.ts';
import { AuthorSign } from '../../components/signs/author-sign.tsx';
import { VisibleLines, VisibleText } from '../../components/signs/visible-text.tsx';
import { useNow } from '../../state/clock.tsx';
import { useAppState } from '../../state/shoal.ts';
import { t } from '../../texts/texts.ts';
import { age } from '../../view/age.ts';
import { personOf } from '../../view/head/authors.ts';
import { commitsTitle } from '../../view/head/standing.ts';
import styles from './commit-list.module.css';
import { useCommitMenu } from './use-menus.ts';

/** The commits that a head has and mine has not; each opens to all of its message. */
export function CommitList({ look }: { look: HeadLook }) {
  const { commits, commitCount } = look.comparison;
  const [open, setOpen] = useState<Oid | null>(null);
  const title = commitsTitle(look);
  return (
    <section className={styles.commits} aria-label={title}>
      <header className={styles.header}>
        <h2 className={styles.title}>{title}</h2>
        {commits.length > 1 && <span>{t.head.newestFirst}</span>}
      </header>
      {commits.length > 0 && (
        <ListBox
          aria-label={t.head.commitsLabel}
          className={styles.list}
          items={commits.map((commit) => ({ id: commit.oid, commit }))}
          escapeKeyBehavior="none"
          onAction={(key) => setOpen((old) => (old === key ? null : (key as Oid)))}
          dependencies={[open]}
        >
          {({ id, commit }) => (
            <Item id={id} commit={commit} isOpen={open === id} isHere={look.isHere} />
          )}
        </ListBox>
      )}
      {commitCount > commits.length && (
        <p className={styles.more}>{t.head.olderOnes(commitCount - commits.length)}</p>
      )}
    </section>
  );
}

interface ItemProps {
  readonly id: Oid;
  readonly commit: ComparedCommit;
  readonly isOpen: boolean;
  readonly isHere: boolean;
}

function Item({ id, commit, isOpen, isHere }: ItemProps) {
  const menu = useCommitMenu(commit, isHere);
  return (
    <ListBoxItem id={id} className={styles.item} textValue={commit.subject} onContextMenu={menu}>
      <CommitRow commit={commit} isOpen={isOpen} />
    </ListBoxItem>
  );
}

function CommitRow({ commit, isOpen }: { commit: ComparedCommit; isOpen: boolean }) {
  const now = useNow();
  const person = useAppState((state) => personOf(commit.author, state));
  const { author, subject, committedAt, body, isCut, oid } = commit;
  const when = age(committedAt * 1000, now);
  return (
    <div className={styles.row}>
      <AuthorSign author={author} person={person} />
      <span className={styles.subject} title={`${subject} (${author})`}>
        <VisibleText text={subject} />
      </span>
      <span className={styles.age}>{when}</span>
      {isOpen && (
        <div className={styles.body}>
          <p className={styles.author}>
            {author}, <code>{oid.slice(0, 10)}</code>
          </p>
          {body !== '' && (
            <p>
              <VisibleLines text={body} />
              {isCut && ' …'}
            </p>
          )}
        </div>
      )}
    </div>
  );
}
