import { History } from 'lucide-react';
import { useMemo } from 'react';
import { takenBack } from '../../../shared/domain/undone.ts';
import { count } from '../../../shared/domain/words/quantity.ts';
import { Button } from '../../components/controls/button.tsx';
import { EmptyState } from '../../components/layout/empty-state.tsx';
import { SingleColumn } from '../../pieces/columns.tsx';
import { useNow } from '../../state/clock.tsx';
import { useActions, useAppState } from '../../state/shoal.ts';
import { byDay, dayName } from '../../view/activity.ts';
import styles from './activity-screen.module.css';
import { Entry } from './entry.tsx';

/** What came, from whom, and what changed; each of it can be taken back. */
export function ActivityScreen() {
  const activity = useAppState((state) => state.activity);
  const days = useMemo(() => byDay(Object.values(activity)), [activity]);
  const fetchable = useMemo(
    () => new Set(takenBack(Object.values(activity)).map(({ entry }) => entry.id)),
    [activity],
  );
  const now = useNow();
  const fetches = Object.keys(activity).length;
  return (
    <SingleColumn
      title="Activity"
      note={fetches === 0 ? undefined : count(fetches, 'fetch', 'fetches')}
    >
      {days.length === 0 ? (
        <NoActivity />
      ) : (
        <div className={styles.activity}>
          {days.map(({ start, entries }) => (
            <section key={start} aria-label={dayName(start, now)}>
              <h2 className={styles.day}>{dayName(start, now)}</h2>
              <ul>
                {entries.map((entry) => (
                  <Entry key={entry.id} entry={entry} isTakenBack={fetchable.has(entry.id)} />
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
