import { CloudOff, FileQuestion, LoaderCircle, RotateCw, Scale } from 'lucide-react';
import { type ReactNode, type Ref, useMemo } from 'react';
import type { Against } from '../../../shared/api/heads/head-commands.ts';
import type { FileConflict, HeadLook } from '../../../shared/api/heads/head-look.ts';
import { formatBytes } from '../../../shared/domain/words/quantity.ts';
import { assertNever } from '../../../shared/errors.ts';
import type { FileDiff } from '../../../shared/gtp/comparison.ts';
import { Button } from '../../components/controls/button.tsx';
import { DiffLines, type DiffSteps } from '../../components/diff/diff-lines.tsx';
import { ImagePair } from '../../components/diff/image-pair.tsx';
import { Banner } from '../../components/layout/banner.tsx';
import { EmptyState } from '../../components/layout/empty-state.tsx';
import { useUi } from '../../state/shoal.ts';
import type { HeadPlace } from '../../state/ui-store.ts';
import { withConflicts } from '../../view/diff/conflicts.ts';
import { readableText } from '../../view/diff/hidden-characters.ts';
import { splitRows, unifiedRows } from '../../view/diff/rows.ts';
import { conflictSentence, noLinesSentence } from '../../view/head/diff-words.ts';
import type { FileRow } from '../../view/head/files.ts';
import { ConflictInDiff } from './conflict-in-diff.tsx';
import styles from './diff-pane.module.css';
import type { Answer } from './use-answer.ts';
import type { ShownDiff } from './use-file-diff.ts';
import { useHighlights } from './use-highlights.ts';

interface Props {
  readonly place: HeadPlace;
  readonly look: HeadLook;
  readonly row: FileRow;
  readonly against: Against;
  readonly steps: Ref<DiffSteps>;
  readonly answer: Answer<ShownDiff>;
  readonly retry: () => void;
}

/** How a file differs, in the way that suits what it is. */
export function DiffContent({ place, look, row, against, steps, answer, retry }: Props) {
  switch (answer.state) {
    case 'asking':
      return (
        <div className={styles.waiting}>
          <EmptyState icon={LoaderCircle} title="Comparing" busy>
            <p>Looking at how this file differs.</p>
          </EmptyState>
        </div>
      );
    case 'failed':
      return (
        <EmptyState
          icon={CloudOff}
          title="There is nothing to see"
          actions={
            !answer.isFinal && (
              <Button icon={RotateCw} onPress={retry}>
                Retry
              </Button>
            )
          }
        >
          <p>{answer.sentence}</p>
        </EmptyState>
      );
    case 'ready':
      return <Shown {...{ place, look, row, against, steps }} shown={answer.value} />;
    default:
      return assertNever(answer);
  }
}

type ShownProps = Omit<Props, 'answer' | 'retry'> & { readonly shown: ShownDiff };

function Shown({ place, look, row, against, steps, shown }: ShownProps) {
  const { diff, conflict, isComing } = shown;
  const { file } = row;
  switch (diff.kind) {
    case 'text':
      if (diff.hunks.length === 0 && conflict === null) {
        return (
          <EmptyState icon={FileQuestion} title="No line differs">
            <p>{noLinesSentence(file)}</p>
          </EmptyState>
        );
      }
      return <Lines {...{ place, look, row, against, steps, diff, conflict, isComing }} />;
    case 'binary':
      if (diff.old === null && diff.new === null) return <Bytes file={file} />;
      return (
        <ImagePair
          old={{ image: diff.old, bytes: file.old?.bytes ?? null }}
          now={{ image: diff.new, bytes: file.new?.bytes ?? null }}
        />
      );
    case 'submodule':
      return (
        <EmptyState icon={FileQuestion} title="A submodule">
          <p>
            {diff.old !== null && (
              <>
                It was at <code className="selectable">{diff.old.slice(0, 10)}</code>
                {diff.new === null ? '.' : ', '}
              </>
            )}
            {diff.new !== null && (
              <>
                {diff.old === null ? 'It is at ' : 'and is at '}
                <code className="selectable">{diff.new.slice(0, 10)}</code>.
              </>
            )}{' '}
            What is in it is a project of its own.
          </p>
        </EmptyState>
      );
    case 'large':
      return (
        <EmptyState icon={Scale} title="Too large to be shown">
          <p>This file is larger than anybody would read here. Check it out to see it.</p>
        </EmptyState>
      );
    default:
      return assertNever(diff);
  }
}

function Bytes({ file }: { file: FileRow['file'] }) {
  const sizes = [file.old?.bytes ?? null, file.new?.bytes ?? null]
    .filter((bytes) => bytes !== null)
    .map(formatBytes);
  return (
    <EmptyState icon={FileQuestion} title="A file that is no text">
      <p>
        Its bytes differ: {sizes.join(' before, ')} {sizes.length > 1 ? 'now.' : 'in all.'}
      </p>
    </EmptyState>
  );
}

interface LinesProps extends Omit<ShownProps, 'shown'> {
  readonly diff: Extract<FileDiff, { kind: 'text' }>;
  readonly conflict: FileConflict | null;
  readonly isComing: boolean;
}

function Lines({ place, look, row, against, steps, diff, conflict, isComing }: LinesProps) {
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
      label={`Changes in ${readableText(path)}`}
      rows={laidOut}
      highlights={highlights}
      steps={steps}
      conflict={({ hunk, index }) =>
        conflict !== null && (
          <ConflictInDiff
            repository={place.repository}
            {...{ look, conflict, hunk, index, highlights }}
          />
        )
      }
      before={<Before file={row.file} conflict={conflict} isGuessed={diff.isGuessed} />}
      after={<After isComing={isComing} isCut={diff.isCut} />}
    />
  );
}

function Note({ children }: { children: ReactNode }) {
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
      {large !== null && (
        <Note>
          This stands for a large file of Git LFS ({formatBytes(large)}), which is kept elsewhere.
        </Note>
      )}
      {isGuessed && <Note>Some of it is no UTF-8, and may look other than it was meant.</Note>}
    </>
  );
}

function After({ isComing, isCut }: { isComing: boolean; isCut: boolean }) {
  if (isComing) return <Note>The rest is on its way…</Note>;
  if (isCut) return <Note>The diff goes on. Check it out to see all of it.</Note>;
  return null;
}
