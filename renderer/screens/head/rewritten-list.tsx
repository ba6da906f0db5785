import { useCallback } from 'react';
import type { HeadChanges } from '../../../shared/api/heads/head-look.ts';
import { Pill } from '../../components/signs/pill.tsx';
import { VisibleText } from '../../components/signs/visible-text.tsx';
import { WithCommands } from '../../components/signs/with-commands.tsx';
import { useActions } from '../../state/shoal.ts';
import type { HeadPlace } from '../../state/ui-store.ts';
import { t } from '../../texts/texts.ts';
import styles from './commit-list.module.css';
import { useAnswer } from './use-answer.ts';

const LOOKS = { same: 'plain', changed: 'accent', new: 'accent', gone: 'warning' } as const;

/** What became of the commits that I saw. */
export function RewrittenList({ place: { repository, peer, ref, oid } }: { place: HeadPlace }) {
  const actions = useActions();
  const ask = useCallback(
    async (signal: AbortSignal, told: (changes: HeadChanges) => void) =>
      told(await actions.run('head.changes', { repository, peer, ref, oid }, signal)),
    [actions, repository, peer, ref, oid],
  );
  const { answer } = useAnswer(ask);
  const commits = answer.state === 'ready' ? answer.value.commits : null;
  return (
    <section className={styles.commits} aria-label={t.head.rewritten.title}>
      <header className={styles.header}>
        <h2 className={styles.title}>
          {commits === null ? t.head.rewritten.title : t.head.rewritten.commits(commits.length)}
        </h2>
      </header>
      {answer.state === 'failed' && (
        <p className={styles.more}>
          <WithCommands of={answer.sentence} />
        </p>
      )}
      {answer.state === 'ready' && commits === null && (
        <p className={styles.more}>{t.head.rewritten.tooMany}</p>
      )}
      {commits !== null && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it.
        <ul className={styles.list} tabIndex={0} aria-label={t.head.rewritten.label}>
          {[...commits].reverse().map(({ change, old, new: now, subject }) => (
            <li key={`${old} ${now}`} className={styles.rewritten} data-change={change}>
              <span className={styles.subject} title={subject}>
                <VisibleText text={subject} />
              </span>
              <Pill look={LOOKS[change]}>{t.head.rewritten[change]}</Pill>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
