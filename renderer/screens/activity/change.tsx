import type { ActivityChange, ActivityEntry } from '../../../shared/api/activity-state.ts';
import { changeWords, headName } from '../../../shared/domain/words/change-words.ts';
import type { ChangeLine } from '../../../shared/domain/words/fold-changes.ts';
import { headOfChange } from '../../../shared/domain/words/news.ts';
import { Button } from '../../components/controls/button.tsx';
import { Fold } from '../../components/layout/fold.tsx';
import { SelectableName } from '../../components/signs/selectable-name.tsx';
import { useActions, useAppState, useShoal } from '../../state/shoal.ts';
import { t } from '../../texts/texts.ts';
import styles from './change.module.css';

/** What happened to one head. */
export function Change({ entry, change }: { entry: ActivityEntry; change: ActivityChange }) {
  const actions = useActions();
  const name = headName(change.ref);
  return (
    <li className={styles.change} data-undone={change.isUndone || undefined}>
      <span className={styles.what}>
        <HeadName entry={entry} change={change} /> <span>{changeWords(change)}</span>
      </span>
      {change.isUndone ? (
        <span className={styles.quiet}>{t.common.undone}</span>
      ) : (
        <Button
          look="quiet"
          aria-label={t.activity.undoWhat(name, changeWords(change))}
          onPress={() => actions.tell('activity.undo', { entry: entry.id, ref: change.ref })}
        >
          {t.common.undo}
        </Button>
      )}
    </li>
  );
}

/** It leads to the head as this fetch brought it. */
function HeadName({ entry, change }: { entry: ActivityEntry; change: ActivityChange }) {
  const { heads } = useShoal();
  const place = headOfChange(entry, change);
  const isMine = useAppState(({ repositories }) => entry.repository in repositories);
  const canOpen = place !== null && isMine;
  return (
    <SelectableName
      title={change.ref}
      className={canOpen ? styles.head : undefined}
      isLink={canOpen}
      onOpen={canOpen ? () => heads.open(place) : undefined}
    >
      {headName(change.ref)}
    </SelectableName>
  );
}

interface ManyProps {
  readonly entry: ActivityEntry;
  readonly line: Extract<ChangeLine, { kind: 'many' }>;
}

/** The same thing that happened to many heads. */
export function ManyChanges({ entry, line: { words, isUndone, changes } }: ManyProps) {
  const told = isUndone ? (
    <>
      <s className={styles.quiet}>{words}</s>{' '}
      <span className={styles.quiet}>{t.common.undone}</span>
    </>
  ) : (
    <span>{words}</span>
  );
  return (
    <Fold words={told} items={changes}>
      {(change) => <Change key={change.ref} entry={entry} change={change} />}
    </Fold>
  );
}
