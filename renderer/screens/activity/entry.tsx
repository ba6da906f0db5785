import type { ActivityEntry } from '../../../shared/api/activity-state.ts';
import { fastForwardWords } from '../../../shared/domain/words/change-words.ts';
import { foldChanges } from '../../../shared/domain/words/fold-changes.ts';
import { Button } from '../../components/controls/button.tsx';
import { Avatar } from '../../components/signs/avatar.tsx';
import { Sentence } from '../../components/signs/sentence.tsx';
import { useNow } from '../../state/clock.tsx';
import { useActions, useAppState } from '../../state/shoal.ts';
import { t } from '../../texts/texts.ts';
import { told } from '../../texts/told.ts';
import { age } from '../../view/age.ts';
import { isFetchable } from '../../view/people/peers.ts';
import { Change, ManyChanges } from './change.tsx';
import styles from './entry.module.css';

interface Props {
  readonly entry: ActivityEntry;
  /** Something of it was undone, and nothing came in its place since. */
  readonly isTakenBack: boolean;
}

/** One fetch: whose heads they are, what happened to each, and a way back from all of it. */
export function Entry({ entry, isTakenBack }: Props) {
  const now = useNow();
  const { peerName, repositoryName, changes, more, fastForward } = entry;
  const person = useAppState((state) => state.peers[entry.peer]) ?? {
    id: entry.peer,
    name: peerName,
  };
  return (
    <li className={styles.entry}>
      <Avatar person={person} size="large" />
      <div className={styles.who}>
        <p className={styles.names}>
          <Sentence of={t.activity.whoWhere(<strong>{peerName}</strong>, repositoryName)} />
        </p>
        <p className={styles.age}>{age(entry.at, now)}</p>
        <UndoAll entry={entry} />
        {isTakenBack && <FetchAgain entry={entry} />}
      </div>
      <ul className={styles.changes}>
        {foldChanges(changes).map((line) =>
          line.kind === 'one' ? (
            <Change key={line.change.ref} entry={entry} change={line.change} />
          ) : (
            <ManyChanges key={line.key} entry={entry} line={line} />
          ),
        )}
        {more > 0 && <li className={styles.quiet}>{t.common.andMore(t.counts.figure(more))}</li>}
        {fastForward.map((mine) => (
          <li key={mine.branch} className={styles.quiet}>
            <Sentence
              of={t.activity.yourBranch(
                <code className="selectable">{mine.branch}</code>,
                fastForwardWords({ ...mine, refusal: mine.refusal && told(mine.refusal) }),
              )}
            />
          </li>
        ))}
      </ul>
    </li>
  );
}

/** Where there is more than one thing to take back. */
function UndoAll({ entry }: { entry: ActivityEntry }) {
  const actions = useActions();
  const left = entry.changes.filter(({ isUndone }) => !isUndone).length;
  // What is not remembered cannot be taken back.
  if (left < 2 || entry.more > 0) return null;
  return (
    <div className={styles.all}>
      <Button
        look="quiet"
        aria-label={t.activity.undoAllOf(entry.peerName, entry.repositoryName)}
        onPress={() => actions.tell('activity.undo', { entry: entry.id })}
      >
        {t.activity.undoAll}
      </Button>
    </div>
  );
}

/** The way back from an undo; nothing where nobody can be fetched from. */
function FetchAgain({ entry }: { entry: ActivityEntry }) {
  const actions = useActions();
  const peer = useAppState((state) => state.peers[entry.peer]);
  const isMine = useAppState((state) => entry.repository in state.repositories);
  if (!isMine || peer === undefined || !isFetchable(peer)) return null;
  return (
    <div className={styles.all}>
      <Button
        look="quiet"
        aria-label={t.activity.fetchAgainOf(entry.peerName, entry.repositoryName)}
        onPress={() => actions.fetch({ repository: entry.repository, peers: [entry.peer] })}
      >
        {t.activity.fetchAgain}
      </Button>
    </div>
  );
}
