import { History } from 'lucide-react';
import { useMemo } from 'react';
import type { ActivityChange, ActivityEntry } from '../../../shared/api/state.ts';
import {
  changeWords,
  fastForwardWords,
  headName,
} from '../../../shared/domain/words/change-words.ts';
import { Button } from '../../components/controls/button.tsx';
import { EmptyState } from '../../components/layout/empty-state.tsx';
import { Avatar } from '../../components/signs/avatar.tsx';
import { SingleColumn } from '../../pieces/columns.tsx';
import { useNow } from '../../state/clock.tsx';
import { useActions, useAppState } from '../../state/shoal.ts';
import { byDay, dayName } from '../../view/activity.ts';
import { age } from '../../view/age.ts';
import styles from './activity-screen.module.css';

/** What came, from whom, and what changed; each of it can be taken back. */
export function ActivityScreen() {
  const activity = useAppState((state) => state.activity);
  const days = useMemo(() => byDay(Object.values(activity)), [activity]);
  const now = useNow();
  return (
    <SingleColumn title="Activity">
      {days.length === 0 ? (
        <NoActivity />
      ) : (
        <div className={styles.activity}>
          {days.map(({ start, entries }) => (
            <section key={start} aria-label={dayName(start, now)}>
              <h2 className={styles.day}>{dayName(start, now)}</h2>
              <ul>
                {entries.map((entry) => (
                  <Entry key={entry.id} entry={entry} />
                ))}
              </ul>
            </section>
          ))}
        </div>
      )}
    </SingleColumn>
  );
}

function NoActivity() {
  const actions = useActions();
  return (
    <EmptyState
      icon={History}
      title="Nothing has come yet"
      actions={<Button onPress={() => actions.go({ screen: 'nearby' })}>See what is nearby</Button>}
    >
      <p>
        Follow a teammate, and their commits arrive here by themselves. Whatever came can be undone.
      </p>
    </EmptyState>
  );
}

function Entry({ entry }: { entry: ActivityEntry }) {
  const now = useNow();
  const person = useAppState((state) => state.peers[entry.peer]) ?? {
    id: entry.peer,
    name: entry.peerName,
  };
  return (
    <li className={styles.entry}>
      <Avatar person={person} size="large" />
      <div className={styles.texts}>
        <p className={styles.who}>
          <strong>{entry.peerName}</strong> in {entry.repositoryName}
          <span className={styles.age}>{age(entry.at, now)}</span>
        </p>
        <ul>
          {entry.changes.map((change) => (
            <Change key={change.ref} entry={entry} change={change} />
          ))}
          {entry.more > 0 && <li className={styles.quiet}>and {entry.more} more</li>}
          {entry.fastForward.map((mine) => (
            <li key={mine.branch} className={styles.quiet}>
              Your <code>{mine.branch}</code> {fastForwardWords(mine)}
            </li>
          ))}
        </ul>
      </div>
    </li>
  );
}

function Change({ entry, change }: { entry: ActivityEntry; change: ActivityChange }) {
  const actions = useActions();
  const name = headName(change.ref);
  return (
    <li className={styles.change} data-undone={change.isUndone || undefined}>
      <span className={styles.what}>
        <code title={change.ref}>{name}</code> <span>{changeWords(change)}</span>
      </span>
      {change.isUndone ? (
        <span className={styles.quiet}>undone</span>
      ) : (
        <Button
          look="quiet"
          aria-label={`Undo: ${name} ${changeWords(change)}`}
          onPress={() => actions.tell('activity.undo', { entry: entry.id, ref: change.ref })}
        >
          Undo
        </Button>
      )}
    </li>
  );
}
