import { FileQuestion, LoaderCircle } from 'lucide-react';
import { type ReactNode, type Ref, useMemo } from 'react';
import type { Against } from '../../../shared/api/heads/head-commands.ts';
import type { FileConflict, HeadLook } from '../../../shared/api/heads/head-look.ts';
import { formatBytes } from '../../../shared/domain/words/quantity.ts';
import { assertNever } from '../../../shared/errors.ts';
import type { FileDiff } from '../../../shared/gtp/comparison.ts';
import type { RepositoryId } from '../../../shared/ids.ts';
import { DiffLines } from '../../components/diff/diff-lines.tsx';
import { ImagePair } from '../../components/diff/image-pair.tsx';
import type { DiffSteps } from '../../components/diff/use-steps.ts';
import { Banner } from '../../components/layout/banner.tsx';
import { EmptyState } from '../../components/layout/empty-state.tsx';
import { useUi } from '../../state/shoal.ts';
import { t } from '../../texts/texts.ts';
import { withConflicts } from '../../view/diff/conflicts.ts';
import { readableText } from '../../view/diff/hidden-characters.ts';
import { splitRows, unifiedRows } from '../../view/diff/rows.ts';
import { conflictSentence, noLinesSentence } from '../../view/head/diff-words.ts';
import type { FileRow } from '../../view/head/files.ts';
import { ConflictInDiff } from './conflict-in-diff.tsx';
import styles from './diff-pane.module.css';
import { NothingToSee, Submodule, TooLarge } from './not-shown.tsx';
import type { Answer } from './use-answer.ts';
import type { ShownDiff } from './use-file-diff.ts';
import { useHighlights } from './use-highlights.ts';

interface Props {
  /** Against what of mine lines conflict; null where nothing can. */
  readonly conflicts: { readonly repository: RepositoryId; readonly look: HeadLook } | null;
  readonly row: FileRow;
  readonly against: Against;
  readonly steps: Ref<DiffSteps>;
  readonly answer: Answer<ShownDiff>;
  readonly retry: () => void;
}

/** How a file differs, in the way that suits what it is. */
export function DiffContent({ conflicts, row, against, steps, answer, retry }: Props) {
  switch (answer.state) {
    case 'asking':
      return (
        <div className={styles.waiting}>
          <EmptyState icon={LoaderCircle} title={t.head.diff.comparingTitle} busy>
            <p>{t.head.diff.comparing}</p>
          </EmptyState>
        </div>
      );
    case 'failed':
      return <NothingToSee failed={answer} retry={retry} />;
    case 'ready':
      return <Shown {...{ conflicts, row, against, steps }} shown={answer.value} />;
    default:
      return assertNever(answer);
  }
}

type ShownProps = Omit<Props, 'answer' | 'retry'> & { readonly shown: ShownDiff };

function Shown({ conflicts, row, against, steps, shown }: ShownProps) {
  const { diff, conflict, isComing } = shown;
  const { file } = row;
  switch (diff.kind) {
    case 'text':
      if (diff.hunks.length === 0 && conflict === null) {
        return (
          <EmptyState icon={FileQuestion} title={t.head.diff.noLineTitle}>
            <p>{noLinesSentence(file)}</p>
          </EmptyState>
        );
      }
      return <Lines {...{ conflicts, row, against, steps, diff, conflict, isComing }} />;
    case 'binary':
      if (diff.old === null && diff.new === null) return <Bytes file={file} />;
      return (
        <ImagePair
          old={{ image: diff.old, bytes: file.old?.bytes ?? null }}
          now={{ image: diff.new, bytes: file.new?.bytes ?? null }}
        />
      );
    case 'submodule':
      return <Submodule diff={diff} />;
    case 'large':
      return <TooLarge>{t.head.diff.large}</TooLarge>;
    default:
      return assertNever(diff);
  }
}

function Bytes({ file }: { file: FileRow['file'] }) {
  const [first = '', second] = [file.old?.bytes ?? null, file.new?.bytes ?? null]
    .filter((bytes) => bytes !== null)
    .map(formatBytes);
  const { bytesDiffer, bytesInAll } = t.head.diff;
  return (
    <EmptyState icon={FileQuestion} title={t.head.diff.binaryTitle}>
      <p>{second === undefined ? bytesInAll(first) : bytesDiffer(first, second)}</p>
    </EmptyState>
  );
}

interface LinesProps extends Omit<ShownProps, 'shown'> {
  readonly diff: Extract<FileDiff, { kind: 'text' }>;
  readonly conflict: FileConflict | null;
  readonly isComing: boolean;
}

function Lines({ conflicts, row, against, steps, diff, conflict, isComing }: LinesProps) {
  const layout = useUi((ui) => ui.diffLayout);
  const { path } = row.file;
  const highlights = useHighlights(path, diff.hunks, conflict);
  const rows = useMemo(() => {
    const lines = unifiedRows(diff.hunks);
    if (against === 'seen' || !conflict?.hunks) return lines;
    return withConflicts(lines, conflict.hunks, against);
  }, [diff, conflict, against]);
  const laidOut = useMemo(() => (layout === 'split' ? splitRows(rows) : rows), [layout, rows]);
  return (
    <DiffLines
      label={t.head.diff.label(readableText(path))}
      rows={laidOut}
      highlights={highlights}
      steps={steps}
      conflict={({ hunk, index }) =>
        conflict !== null &&
        conflicts !== null && (
          <ConflictInDiff {...conflicts} {...{ conflict, hunk, index, highlights }} />
        )
      }
      before={<Before file={row.file} conflict={conflict} isGuessed={diff.isGuessed} />}
      after={<After isComing={isComing} isCut={diff.isCut} />}
    />
  );
}

export function Note({ children }: { children: ReactNode }) {
  return <p className={styles.note}>{children}</p>;
}

interface BeforeProps {
  readonly file: FileRow['file'];
  readonly conflict: FileConflict | null;
  readonly isGuessed: boolean;
}

function Before({ file, conflict, isGuessed }: BeforeProps) {
  const sentence = conflict === null ? null : conflictSentence(conflict);
  const large = file.new?.lfsBytes ?? file.old?.lfsBytes ?? null;
  return (
    <>
      {sentence !== null && <Banner look="warning">{sentence}</Banner>}
      {large !== null && <Note>{t.head.diff.lfs(formatBytes(large))}</Note>}
      {isGuessed && <Note>{t.head.diff.guessed}</Note>}
    </>
  );
}

function After({ isComing, isCut }: { isComing: boolean; isCut: boolean }) {
  if (isComing) return <Note>{t.head.diff.coming}</Note>;
  if (isCut) return <Note>{t.head.diff.isCut}</Note>;
  return null;
}
