import { TriangleAlert } from 'lucide-react';
import { type Ref, useMemo } from 'react';
import type { Against } from '../../../shared/api/heads/head-commands.ts';
import type { HeadLook } from '../../../shared/api/heads/head-look.ts';
import { Segments } from '../../components/controls/segments.tsx';
import type { DiffSteps } from '../../components/diff/use-steps.ts';
import { Icon } from '../../components/signs/icon.tsx';
import { Pill } from '../../components/signs/pill.tsx';
import { useActions, useUi } from '../../state/shoal.ts';
import type { DiffLayout, OpenHead } from '../../state/ui-store.ts';
import { t } from '../../texts/texts.ts';
import { againstChoices } from '../../view/head/against.ts';
import { type FileRow, fileNotes } from '../../view/head/files.ts';
import { DiffContent } from './diff-content.tsx';
import styles from './diff-pane.module.css';
import { FilePath } from './file-path.tsx';
import { useFileDiff } from './use-file-diff.ts';

interface Props {
  readonly place: OpenHead;
  readonly look: HeadLook;
  readonly row: FileRow;
  readonly against: Against;
  readonly onChoose: (against: Against) => void;
  readonly steps: Ref<DiffSteps>;
}

const LAYOUTS = ['unified', 'split'] as const satisfies readonly DiffLayout[];

/** What the chosen file is, and how it differs. */
export function DiffPane({ place, look, row, against, onChoose, steps }: Props) {
  const hasConflict = row.conflict !== null && against !== 'seen';
  const { answer, retry } = useFileDiff(place, against, row.file.path, hasConflict);
  const hunks = answer.state === 'ready' ? (answer.value.conflict?.hunks?.length ?? 0) : 0;
  return (
    <>
      <header className={styles.header}>
        <div className={styles.file}>
          <h2 className={styles.path}>
            <FilePath file={row.file} />
          </h2>
          {hasConflict && (
            <Pill look="warning">
              <Icon of={TriangleAlert} size={13} />
              {t.head.conflict.count(Math.max(1, hunks))}
            </Pill>
          )}
          {fileNotes(row.file).map((note) => (
            <Pill key={note}>{note}</Pill>
          ))}
        </div>
        <DiffToolbar look={look} against={against} onChoose={onChoose} />
      </header>
      <DiffContent
        key={`${against} ${row.id}`}
        conflicts={'swarm' in place ? null : { repository: place.repository, look }}
        {...{ row, against, steps, answer, retry }}
      />
    </>
  );
}

type ToolbarProps = Pick<Props, 'look' | 'against' | 'onChoose'>;

/** What is compared with what, and how that is laid out. */
export function DiffToolbar({ look, against, onChoose }: ToolbarProps) {
  const choices = useMemo(() => againstChoices(look), [look]);
  return (
    <div className={styles.toolbar}>
      {look.offered === undefined && (
        <Segments
          label={t.head.against.label}
          segments={choices}
          chosen={against}
          onChoose={onChoose}
        />
      )}
      <DiffLayoutChoice />
    </div>
  );
}

export function DiffLayoutChoice() {
  const layout = useUi((ui) => ui.diffLayout);
  const actions = useActions();
  return (
    <Segments
      label={t.head.layout.label}
      segments={LAYOUTS.map((id) => ({ id, name: t.head.layout[id] }))}
      chosen={layout}
      onChoose={(diffLayout) => actions.go({ diffLayout })}
    />
  );
}
