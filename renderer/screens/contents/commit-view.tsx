import { FileDiff as FileDiffIcon, LoaderCircle } from 'lucide-react';
import { useCallback, useMemo, useRef, useState } from 'react';
import type { CommitContents } from '../../../shared/api/contents/contents.ts';
import type { Oid, RepositoryId } from '../../../shared/ids.ts';
import { stepByKey } from '../../components/diff/step-by-key.ts';
import type { DiffSteps } from '../../components/diff/use-steps.ts';
import { EmptyState } from '../../components/layout/empty-state.tsx';
import { Pill } from '../../components/signs/pill.tsx';
import { VisibleLines, VisibleText } from '../../components/signs/visible-text.tsx';
import { useNow } from '../../state/clock.tsx';
import { useActions } from '../../state/shoal.ts';
import { t } from '../../texts/texts.ts';
import { age } from '../../view/age.ts';
import { type FileRow, fileNotes, fileRows } from '../../view/head/files.ts';
import { DiffContent } from '../head/diff-content.tsx';
import { DiffLayoutChoice } from '../head/diff-pane.tsx';
import { FileList } from '../head/file-list.tsx';
import { FilePath } from '../head/file-path.tsx';
import { NothingToSee } from '../head/not-shown.tsx';
import { useAnswer } from '../head/use-answer.ts';
import { type ShownDiff, tellPages } from '../head/use-file-diff.ts';
import styles from './commit-view.module.css';

interface Props {
  readonly repository: RepositoryId;
  readonly commit: Oid;
}

/** What a commit says, and how its files differ from the commit before it. */
export function CommitView({ repository, commit }: Props) {
  const actions = useActions();
  const ask = useCallback(
    async (signal: AbortSignal, told: (contents: CommitContents) => void) =>
      told(await actions.run('contents.commit', { repository, commit }, signal)),
    [actions, repository, commit],
  );
  const { answer, retry } = useAnswer(ask);
  if (answer.state === 'failed') return <NothingToSee failed={answer} retry={retry} />;
  if (answer.state === 'asking') {
    return (
      <div className={styles.waiting}>
        <EmptyState icon={LoaderCircle} title={t.contents.commitTitle} busy>
          <p>{t.contents.commit}</p>
        </EmptyState>
      </div>
    );
  }
  return <Shown repository={repository} contents={answer.value} />;
}

interface ShownProps {
  readonly repository: RepositoryId;
  readonly contents: CommitContents;
}

function Shown({ repository, contents }: ShownProps) {
  const { commit, parents, files } = contents;
  const rows = useMemo(() => fileRows(files.files, null), [files]);
  const [path, setPath] = useState<string | null>(null);
  const steps = useRef<DiffSteps>(null);
  const row = rows.find(({ id }) => id === path) ?? rows[0] ?? null;
  const [parent] = parents;
  const ends = parent === undefined ? null : `${parent.slice(0, 10)} ${commit.oid.slice(0, 10)}`;
  return (
    <div className={styles.commit} onKeyDownCapture={(event) => stepByKey(event, steps.current)}>
      <Message contents={contents} />
      {row === null ? (
        <EmptyState icon={FileDiffIcon} title={t.head.noFileDiffers}>
          <p>{t.contents.nothingChanged}</p>
        </EmptyState>
      ) : (
        <>
          <div className={styles.files}>
            <FileList files={files} rows={rows} chosen={row.id} onChoose={setPath} ends={ends} />
          </div>
          <FileChange
            key={row.id}
            repository={repository}
            commit={commit.oid}
            row={row}
            steps={steps}
          />
        </>
      )}
    </div>
  );
}

function Message({ contents: { commit, parents } }: Pick<ShownProps, 'contents'>) {
  const now = useNow();
  const { subject, author, committedAt, oid, body, isCut } = commit;
  return (
    <header className={styles.message}>
      <h2 className={`selectable ${styles.subject}`}>
        <VisibleText text={subject} />
      </h2>
      <p className={styles.about}>
        <VisibleText text={author} />, {age(committedAt * 1000, now)} ·{' '}
        <code className="selectable">{oid.slice(0, 10)}</code>
        {parents.length > 1 && <Pill>{t.contents.merge}</Pill>}
      </p>
      {body !== '' && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it.
        <section className={styles.body} tabIndex={0} aria-label={t.contents.message}>
          <div className="selectable">
            <VisibleLines text={body} />
            {isCut && ' …'}
          </div>
        </section>
      )}
    </header>
  );
}

interface ChangeProps extends Props {
  readonly row: FileRow;
  readonly steps: React.Ref<DiffSteps>;
}

function FileChange({ repository, commit, row, steps }: ChangeProps) {
  const actions = useActions();
  const { path } = row.file;
  const ask = useCallback(
    (signal: AbortSignal, told: (shown: ShownDiff) => void) =>
      tellPages(
        (from) => actions.run('contents.diff', { repository, commit, path, from }, signal),
        told,
      ),
    [actions, repository, commit, path],
  );
  const { answer, retry } = useAnswer(ask);
  return (
    <>
      <div className={styles.file}>
        <h3 className={styles.path}>
          <FilePath file={row.file} />
        </h3>
        {fileNotes(row.file).map((note) => (
          <Pill key={note}>{note}</Pill>
        ))}
        <DiffLayoutChoice />
      </div>
      <div className={styles.change}>
        <DiffContent {...{ row, steps, answer, retry }} against="base" conflicts={null} />
      </div>
    </>
  );
}
