import { ChartNoAxesColumn } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { History, HistoryEntry, Moved } from '../../../../shared/api/history-state.ts';
import { type Sum, volume } from '../../../../shared/domain/history/sums.ts';
import { formatBytes } from '../../../../shared/domain/words/quantity.ts';
import { EmptyState } from '../../../components/layout/empty-state.tsx';
import { SectionHeading } from '../../../components/layout/section-heading.tsx';
import { DayBars } from '../../../components/plots/day-bars.tsx';
import { RightNow } from '../../../pieces/right-now.tsx';
import { useNow } from '../../../state/clock.tsx';
import { useActions, useAppState } from '../../../state/shoal.ts';
import { t } from '../../../texts/texts.ts';
import { figuresOf, lastDays, personName, projectName } from '../../../view/history/figures.ts';
import { SumRows } from './sum-rows.tsx';
import styles from './totals.module.css';

/** Days that are shown. */
const DAYS = 30;
/** While something moves, it is asked again after so many milliseconds. */
const AGAIN = 5_000;

/** What was received, given and saved, by day, person and project, and who gives what to whom now. */
export function Totals() {
  const history = useHistory();
  const now = useNow();
  if (history === null) return null;
  const { all, people, projects } = figuresOf(history);
  if (volume(all) === 0) return <NothingMoved />;
  return (
    <div className={styles.totals}>
      <Sums all={all} today={lastDays(history, 1, now)[0]} />
      <RightNow />
      <section aria-labelledby="by-day">
        <SectionHeading id="by-day">{t.activity.lastDays(DAYS)}</SectionHeading>
        <DayBars days={lastDays(history, DAYS, now)} />
      </section>
      <div className={styles.lists}>
        <SumRows
          title={t.activity.byPerson}
          rows={people.map((sum) => ({
            ...sum,
            name: personName(sum.key, history),
            peer: idOf(sum),
          }))}
        />
        <SumRows
          title={t.activity.byProject}
          rows={projects.map((sum) => ({
            ...sum,
            name: projectName(sum.key, history),
            peer: null,
          }))}
        />
      </div>
    </div>
  );
}

function idOf({ key }: Sum<HistoryEntry['peer']>) {
  return key === 'guests' || key === 'others' ? null : key;
}

/** Null until the engine has answered. */
function useHistory(): History | null {
  const actions = useActions();
  const traffic = useAppState((state) => state.traffic);
  const [history, setHistory] = useState<History | null>(null);
  const isKnown = history !== null;
  // biome-ignore lint/correctness/useExhaustiveDependencies: what has moved since is asked for.
  useEffect(() => {
    let isStale = false;
    const ask = () =>
      actions.run('history.get', {}).then(
        (answer) => isStale || setHistory(answer),
        () => {},
      );
    const timer = setTimeout(ask, isKnown ? AGAIN : 0);
    return () => {
      isStale = true;
      clearTimeout(timer);
    };
  }, [actions, traffic]);
  return history;
}

function Sums({ all, today }: { all: Moved; today: Moved | undefined }) {
  return (
    <dl className={styles.sums}>
      <Figure label={t.activity.received} value={all.received} today={today?.received} />
      <Figure label={t.activity.given} value={all.given} today={today?.given} />
      <Figure label={t.activity.notFromServer} value={all.saved} today={today?.saved} />
    </dl>
  );
}

function Figure({ label, value, today }: { label: string; value: number; today?: number }) {
  return (
    <div className={styles.sum}>
      <dt>{label}</dt>
      <dd>
        <span className={styles.value}>{formatBytes(value)}</span>
        {today !== undefined && today > 0 && <span>{t.activity.today(formatBytes(today))}</span>}
      </dd>
    </div>
  );
}

function NothingMoved() {
  return (
    <EmptyState icon={ChartNoAxesColumn} title={t.activity.nothingMovedTitle}>
      <p>{t.activity.nothingMoved}</p>
    </EmptyState>
  );
}
