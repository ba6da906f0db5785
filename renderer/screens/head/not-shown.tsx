import { CloudOff, FileQuestion, RotateCw, Scale } from 'lucide-react';
import type { ReactNode } from 'react';
import type { FileDiff } from '../../../shared/gtp/comparison.ts';
import { Button } from '../../components/controls/button.tsx';
import { EmptyState } from '../../components/layout/empty-state.tsx';
import { Sentence } from '../../components/signs/sentence.tsx';
import { WithCommands } from '../../components/signs/with-commands.tsx';
import { t } from '../../texts/texts.ts';
import type { Answer } from './use-answer.ts';

interface NothingProps {
  readonly failed: Pick<Extract<Answer<unknown>, { state: 'failed' }>, 'sentence' | 'isFinal'>;
  readonly retry: () => void;
}

/** Why there is nothing, and the same again where that may help. */
export function NothingToSee({ failed, retry }: NothingProps) {
  return (
    <EmptyState
      icon={CloudOff}
      title={t.head.diff.failedTitle}
      actions={
        !failed.isFinal && (
          <Button icon={RotateCw} onPress={retry}>
            {t.common.retry}
          </Button>
        )
      }
    >
      <p>
        <WithCommands of={failed.sentence} />
      </p>
    </EmptyState>
  );
}

/** At which commit a submodule was, and is. */
export function Submodule({
  diff: { old, new: now },
}: {
  diff: Extract<FileDiff, { kind: 'submodule' }>;
}) {
  return (
    <EmptyState icon={FileQuestion} title={t.head.diff.submoduleTitle}>
      <p>
        <Where old={old} now={now} />
      </p>
    </EmptyState>
  );
}

function Where({ old, now }: { old: string | null; now: string | null }) {
  const { submoduleAt, submoduleGone, submoduleMoved } = t.head.diff;
  const before = old !== null && <code className="selectable">{old.slice(0, 10)}</code>;
  const after = now !== null && <code className="selectable">{now.slice(0, 10)}</code>;
  if (before && after) return <Sentence of={submoduleMoved(before, after)} />;
  return <Sentence of={after ? submoduleAt(after) : submoduleGone(before)} />;
}

/** @param children that it is larger than anybody would read, and where it can be seen all the same */
export function TooLarge({ children }: { children: ReactNode }) {
  return (
    <EmptyState icon={Scale} title={t.head.diff.largeTitle}>
      <p>{children}</p>
    </EmptyState>
  );
}
