import { History } from 'lucide-react';
import { useMemo } from 'react';
import { TabPanel, Tabs } from 'react-aria-components';
import { takenBack } from '../../../shared/domain/undone.ts';
import { Button } from '../../components/controls/button.tsx';
import { EmptyState } from '../../components/layout/empty-state.tsx';
import { SectionHeading } from '../../components/layout/section-heading.tsx';
import { Tab, TabList } from '../../components/layout/tabs.tsx';
import { SingleColumn } from '../../pieces/columns.tsx';
import { useNow } from '../../state/clock.tsx';
import { useActions, useAppState, useUi } from '../../state/shoal.ts';
import type { ActivityPart } from '../../state/ui-store.ts';
import { t } from '../../texts/texts.ts';
import { byDay, dayName } from '../../view/activity.ts';
import styles from './activity-screen.module.css';
import { Entry } from './entry.tsx';
import { Totals } from './totals/totals.tsx';

/** What came, from whom, and what changed, each of which can be taken back; and what has moved in all. */
export function ActivityScreen() {
  const actions = useActions();
  const part = useUi((ui) => ui.activity);
  const fetches = useAppState((state) => Object.keys(state.activity).length);
  return (
    <SingleColumn
      title={t.activity.title}
      note={fetches === 0 ? undefined : t.activity.fetches(fetches)}
    >
      <Tabs
        className={styles.tabs}
        selectedKey={part}
        onSelectionChange={(key) => actions.go({ activity: key as ActivityPart })}
      >
        <TabList className={styles.tabList} label={t.activity.parts}>
          <Tab id="entries">{t.activity.whatCame}</Tab>
          <Tab id="totals">{t.activity.totals}</Tab>
        </TabList>
        <TabPanel id="entries" className={styles.panel}>
          <Entries />
        </TabPanel>
        <TabPanel id="totals" className={styles.panel}>
          <Totals />
        </TabPanel>
      </Tabs>
    </SingleColumn>
  );
}

function Entries() {
  const activity = useAppState((state) => state.activity);
  const days = useMemo(() => byDay(Object.values(activity)), [activity]);
  const fetchable = useMemo(
    () => new Set(takenBack(Object.values(activity)).map(({ entry }) => entry.id)),
    [activity],
  );
  const now = useNow();
  if (days.length === 0) return <NoActivity />;
  return (
    <div className={styles.activity}>
      {days.map(({ start, entries }) => (
        <section key={start} aria-label={dayName(start, now)}>
          <SectionHeading isRuled>{dayName(start, now)}</SectionHeading>
          <ul>
            {entries.map((entry) => (
              <Entry key={entry.id} entry={entry} isTakenBack={fetchable.has(entry.id)} />
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

function NoActivity() {
  const actions = useActions();
  return (
    <EmptyState
      icon={History}
      title={t.activity.emptyTitle}
      actions={
        <Button onPress={() => actions.go({ screen: 'nearby' })}>{t.common.seeNearby}</Button>
      }
    >
      <p>{t.activity.empty}</p>
    </EmptyState>
  );
}
