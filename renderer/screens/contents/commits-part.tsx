import { GitCommitHorizontal } from 'lucide-react';
import { useMemo, useState } from 'react';
import type { OverviewCommit } from '../../../shared/gtp/overview.ts';
import type { Oid, RepositoryId } from '../../../shared/ids.ts';
import { Button } from '../../components/controls/button.tsx';
import { EmptyState } from '../../components/layout/empty-state.tsx';
import { LongList } from '../../components/layout/long-list.tsx';
import { SideBySide } from '../../components/layout/side-by-side.tsx';
import { AuthorSign } from '../../components/signs/author-sign.tsx';
import { VisibleText } from '../../components/signs/visible-text.tsx';
import { WithCommands } from '../../components/signs/with-commands.tsx';
import { useNow } from '../../state/clock.tsx';
import { focus } from '../../state/focus.ts';
import { useAppState } from '../../state/shoal.ts';
import { t } from '../../texts/texts.ts';
import { age } from '../../view/age.ts';
import { readableText } from '../../view/diff/hidden-characters.ts';
import { personOf } from '../../view/head/authors.ts';
import { useCommitMenu } from '../head/use-menus.ts';
import { CommitView } from './commit-view.tsx';
import styles from './commits-part.module.css';
import type { ReadCommits } from './use-commits.ts';

interface Props {
  readonly repository: RepositoryId;
  readonly read: ReadCommits;
  readonly onEnd: () => void;
  readonly onRetry: () => void;
}

/** In rem. */
const ROW = 2.75;

/** The commits, read further as they are scrolled, and what the chosen one changed. */
export function CommitsPart({ repository, read, onEnd, onRetry }: Props) {
  const { commits, isLast, failure } = read;
  const [chosen, setChosen] = useState<Oid | null>(null);
  const rows = useMemo(() => commits.map((commit) => ({ id: commit.oid, commit })), [commits]);
  const current = chosen ?? commits[0]?.oid ?? null;
  const known = isLast ? t.contents.count(commits.length) : t.contents.moreThan(commits.length);
  return (
    <SideBySide
      summary={known}
      lists={(fold) => (
        <section className={styles.commits} aria-label={t.contents.commits}>
          <LongList
            label={t.contents.newestFirst}
            kind="listbox"
            rows={rows}
            height={ROW}
            chosen={current}
            onChoose={({ id }) => setChosen(id)}
            onOpen={() => {
              fold();
              focus('diff');
            }}
            onClick={fold}
            onEnd={onEnd}
            // How many there are is known once the first one is read.
            words={() => (isLast ? {} : { 'aria-setsize': -1 })}
          >
            {({ commit }) => <CommitRow commit={commit} />}
          </LongList>
          {failure !== null && (
            <p className={styles.note} role="alert">
              <WithCommands of={failure.sentence} />{' '}
              {!failure.isFinal && (
                <Button look="quiet" onPress={onRetry}>
                  {t.common.retry}
                </Button>
              )}
            </p>
          )}
        </section>
      )}
    >
      {current === null ? (
        <EmptyState icon={GitCommitHorizontal} title={t.contents.noCommitsTitle}>
          <p>{t.contents.noCommits}</p>
        </EmptyState>
      ) : (
        <CommitView key={current} repository={repository} commit={current} />
      )}
    </SideBySide>
  );
}

function CommitRow({ commit }: { commit: OverviewCommit }) {
  const { subject, author, time, oid } = commit;
  const menu = useCommitMenu(commit, true);
  const now = useNow();
  const person = useAppState((state) => personOf(author, state));
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the list has the keyboard, and sends its key for a menu here.
    <div className={styles.row} onContextMenu={menu}>
      <AuthorSign author={author} person={person} />
      <span className={styles.subject} title={readableText(subject)}>
        <VisibleText text={subject} />
      </span>
      <span className={styles.about}>
        <VisibleText text={author} />, {age(time * 1000, now)} · <code>{oid.slice(0, 7)}</code>
      </span>
    </div>
  );
}
