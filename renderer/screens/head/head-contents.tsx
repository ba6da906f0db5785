import { FileDiff as FileDiffIcon } from 'lucide-react';
import { memo, type Ref, useMemo, useState } from 'react';
import type { Against } from '../../../shared/api/heads/head-commands.ts';
import type { HeadLook } from '../../../shared/api/heads/head-look.ts';
import type { FileList as Files } from '../../../shared/gtp/comparison.ts';
import type { DiffSteps } from '../../components/diff/use-steps.ts';
import { EmptyState } from '../../components/layout/empty-state.tsx';
import { SideBySide } from '../../components/layout/side-by-side.tsx';
import { useActions } from '../../state/shoal.ts';
import type { OpenHead } from '../../state/ui-store.ts';
import { t } from '../../texts/texts.ts';
import { firstAgainst } from '../../view/head/against.ts';
import { fileRows } from '../../view/head/files.ts';
import { CommitList } from './commit-list.tsx';
import styles from './diff-pane.module.css';
import { DiffPane, DiffToolbar } from './diff-pane.tsx';
import { FileList } from './file-list.tsx';
import { RewrittenList } from './rewritten-list.tsx';
import { useAnswer } from './use-answer.ts';

interface Props {
  readonly place: OpenHead;
  readonly look: HeadLook;
  readonly steps: Ref<DiffSteps>;
}

/** Commits and files on the left, how the chosen file differs beside them. */
export const HeadContents = memo(function HeadContents({ place, look, steps }: Props) {
  const [against, setAgainst] = useState<Against>(() => firstAgainst(look));
  const files = useFiles(place, look, against);
  const rows = useMemo(
    () => (files === null ? [] : fileRows(files.files, against === 'seen' ? null : look.conflicts)),
    [files, look.conflicts, against],
  );
  const [path, setPath] = useState<string | null>(place.path ?? null);
  const row = rows.find(({ id }) => id === path) ?? rows[0] ?? null;
  const { commitCount } = look.comparison;
  return (
    <SideBySide
      summary={t.head.commitsAndFiles(commitCount, files?.fileCount ?? 0)}
      lists={(fold) => (
        <>
          {against === 'seen' && !('swarm' in place) ? (
            <RewrittenList place={place} />
          ) : (
            <CommitList look={look} />
          )}
          {files !== null && files.fileCount > 0 && (
            <FileList
              files={files}
              rows={rows}
              chosen={row?.id ?? null}
              onChoose={(id) => {
                setPath(id);
                fold();
              }}
              ends={endsOf(look, against)}
            />
          )}
        </>
      )}
    >
      {row !== null && <DiffPane {...{ place, look, row, against, steps }} onChoose={setAgainst} />}
      {files !== null && row === null && (
        <>
          <header className={styles.header}>
            <DiffToolbar look={look} against={against} onChoose={setAgainst} />
          </header>
          <EmptyState icon={FileDiffIcon} title={t.head.noFileDiffers}>
            <p>{against === 'seen' ? t.head.asYouSaw : t.head.nothingToCompare}</p>
          </EmptyState>
        </>
      )}
    </SideBySide>
  );
});

/** What is compared, for git on the command line; null where its commits are not here. */
function endsOf({ isHere, oid, mine, seen, comparison }: HeadLook, against: Against) {
  const from = { base: comparison.base, mine: mine?.oid, seen: seen?.oid }[against];
  return isHere && from ? `${from.slice(0, 10)} ${oid.slice(0, 10)}` : null;
}

/** Which files differ; null while that is not known. */
function useFiles(place: OpenHead, { comparison }: HeadLook, against: Against): Files | null {
  const actions = useActions();
  const ask = useMemo(() => {
    if (against === 'base' || 'swarm' in place) return null;
    const { repository, peer, ref, oid } = place;
    return async (signal: AbortSignal, told: (files: Files) => void) =>
      told(await actions.run('head.files', { repository, peer, ref, oid, against }, signal));
  }, [actions, place, against]);
  const { answer } = useAnswer(ask);
  if (against === 'base') return comparison;
  return answer.state === 'ready' ? answer.value : null;
}
