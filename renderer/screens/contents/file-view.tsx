import { FileQuestion, LoaderCircle } from 'lucide-react';
import { type ReactNode, useCallback, useMemo } from 'react';
import { formatBytes } from '../../../shared/domain/words/quantity.ts';
import { assertNever } from '../../../shared/errors.ts';
import type { FileDiff } from '../../../shared/gtp/comparison.ts';
import type { RepositoryId } from '../../../shared/ids.ts';
import { DiffLines } from '../../components/diff/diff-lines.tsx';
import { OnePicture } from '../../components/diff/image-pair.tsx';
import { EmptyState } from '../../components/layout/empty-state.tsx';
import { Pill } from '../../components/signs/pill.tsx';
import { useActions } from '../../state/shoal.ts';
import { t } from '../../texts/texts.ts';
import { sortOf, type TreeRow } from '../../view/contents/tree-rows.ts';
import { readableText } from '../../view/diff/hidden-characters.ts';
import { plainRows } from '../../view/diff/rows.ts';
import { Note } from '../head/diff-content.tsx';
import { FilePath } from '../head/file-path.tsx';
import { NothingToSee, Submodule, TooLarge } from '../head/not-shown.tsx';
import { useAnswer } from '../head/use-answer.ts';
import { type ShownDiff, tellPages } from '../head/use-file-diff.ts';
import { useHighlights } from '../head/use-highlights.ts';
import styles from './commit-view.module.css';

/** A file, as the tree has it. */
export type ShownFile = Extract<TreeRow, { kind: 'entry' }>;

interface Props {
  readonly repository: RepositoryId;
  readonly file: ShownFile;
}

/** What is in a file, in the way that suits what it is. */
export function FileView({ repository, file }: Props) {
  const { path, entry } = file;
  const actions = useActions();
  const { oid, mode } = entry;
  const ask = useCallback(
    (signal: AbortSignal, told: (shown: ShownDiff) => void) =>
      tellPages(
        (from) => actions.run('contents.file', { repository, oid, mode, from }, signal),
        told,
      ),
    [actions, repository, oid, mode],
  );
  const { answer, retry } = useAnswer(ask);
  return (
    <div className={styles.commit}>
      <div className={styles.file}>
        <h2 className={styles.path}>
          <FilePath file={{ path, oldPath: null }} />
        </h2>
        <SortNote of={file.sort} />
        {entry.bytes !== null && <span className={styles.about}>{formatBytes(entry.bytes)}</span>}
      </div>
      <div className={styles.change}>
        {answer.state === 'asking' && (
          <div className={styles.waiting}>
            <EmptyState icon={LoaderCircle} title={t.contents.fileTitle} busy>
              <p>{t.contents.file}</p>
            </EmptyState>
          </div>
        )}
        {answer.state === 'failed' && <NothingToSee failed={answer} retry={retry} />}
        {answer.state === 'ready' && <Shown file={file} shown={answer.value} />}
      </div>
    </div>
  );
}

/** What a file is, where that is nothing usual. */
function SortNote({ of }: { of: ShownFile['sort'] }) {
  if (of === 'program') return <Pill>{t.contents.program}</Pill>;
  if (of === 'link') return <Pill>{t.common.link}</Pill>;
  return of === 'submodule' && <Pill>{t.common.submodule}</Pill>;
}

function Shown({ file, shown: { diff, isComing } }: { file: ShownFile; shown: ShownDiff }) {
  switch (diff.kind) {
    case 'text':
      if (diff.lineCount === 0) return <Odd title={t.contents.emptyTitle}>{t.contents.empty}</Odd>;
      return <Lines file={file} diff={diff} isComing={isComing} />;
    case 'binary':
      if (diff.new === null) {
        return <Odd title={t.head.diff.binaryTitle}>{t.contents.binary}</Odd>;
      }
      return (
        <OnePicture
          title={readableText(file.entry.name)}
          side={{ image: diff.new, bytes: file.entry.bytes }}
        />
      );
    case 'submodule':
      return <Submodule diff={diff} />;
    case 'large':
      return <TooLarge>{t.contents.large}</TooLarge>;
    default:
      return assertNever(diff);
  }
}

function Odd({ title, children }: { title: string; children: ReactNode }) {
  return (
    <EmptyState icon={FileQuestion} title={title}>
      <p>{children}</p>
    </EmptyState>
  );
}

interface LinesProps {
  readonly file: ShownFile;
  readonly diff: Extract<FileDiff, { kind: 'text' }>;
  readonly isComing: boolean;
}

function Lines({ file: { path, entry }, diff, isComing }: LinesProps) {
  const highlights = useHighlights(path, diff.hunks, null);
  const rows = useMemo(() => plainRows(diff.hunks), [diff]);
  return (
    <DiffLines
      label={t.contents.whatIsIn(readableText(path))}
      rows={rows}
      highlights={highlights}
      before={
        <>
          {sortOf(entry) === 'link' && <Note>{t.contents.link}</Note>}
          {diff.isGuessed && <Note>{t.head.diff.guessed}</Note>}
        </>
      }
      after={
        <>
          {isComing && <Note>{t.head.diff.coming}</Note>}
          {diff.isCut && <Note>{t.contents.isCut}</Note>}
        </>
      }
    />
  );
}
