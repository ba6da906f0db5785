import { History, ShieldCheck } from 'lucide-react';
import { useState } from 'react';
import type { DepotLog, LoggedEntry } from '../../../shared/api/depot-push-contract.ts';
import type { Swarm } from '../../../shared/api/swarm-state.ts';
import { shortRefName } from '../../../shared/domain/git/ref-name.ts';
import { timeOf } from '../../../shared/domain/words/time-of.ts';
import type { PushedChange } from '../../../shared/gtp/push.ts';
import { Button } from '../../components/controls/button.tsx';
import { Banner } from '../../components/layout/banner.tsx';
import { EmptyState } from '../../components/layout/empty-state.tsx';
import { Avatar } from '../../components/signs/avatar.tsx';
import { Pill } from '../../components/signs/pill.tsx';
import { VisibleText } from '../../components/signs/visible-text.tsx';
import { useNow } from '../../state/clock.tsx';
import { t } from '../../texts/texts.ts';
import { told } from '../../texts/told.ts';
import { dayOf } from '../../view/depots/day.ts';
import type { DepotOf } from '../../view/depots/depots-of.ts';
import { entryWords } from '../../view/depots/log-words.ts';
import styles from './log-part.module.css';
import { NotTold } from './not-told.tsx';
import { useDepotLog } from './use-depot.ts';

/** Entries that are shown at a time: a log has up to 50,000. */
const AT_A_TIME = 100;
/** Branches of one push. */
const CHANGES = 8;
const SHORT = 10;

interface Props {
  readonly swarm: Swarm;
  readonly depot: DepotOf;
  readonly standing: string;
}

/** Who pushed what and when, and whether other depots say the same. */
export function LogPart({ swarm, depot, standing }: Props) {
  const { answer, retry } = useDepotLog(swarm.id, depot, standing);
  if (answer.state !== 'ready') {
    return <NotTold answer={answer} swarm={swarm.id} depot={depot} onRetry={retry} />;
  }
  return <Log log={answer.value} />;
}

function Log({ log: { entries, others } }: { log: DepotLog }) {
  const [shown, setShown] = useState(AT_A_TIME);
  const { log } = t.depots;
  if (entries.length === 0 && others.length === 0) {
    return (
      <EmptyState icon={History} title={log.empty}>
        <p>{log.emptyEffect}</p>
      </EmptyState>
    );
  }
  const newest = entries.toReversed().slice(0, shown);
  const left = entries.length - newest.length;
  return (
    <div className={styles.part}>
      {others.map(({ id, name, entries: theirs, problem }) =>
        problem === null ? (
          <Banner key={id} look="note" icon={ShieldCheck}>
            {log.same(name, theirs)}
          </Banner>
        ) : (
          <Banner key={id} look="warning">
            {told(problem)}
          </Banner>
        ),
      )}
      <p className={styles.note}>{log.checked(entries.length)}</p>
      <ol className={styles.list} aria-label={log.label} reversed>
        {newest.map((entry) => (
          <Entry key={entry.seq} entry={entry} />
        ))}
      </ol>
      {left > 0 && (
        <Button look="quiet" onPress={() => setShown(shown + AT_A_TIME)}>
          {t.common.showMore(t.counts.figure(left))}
        </Button>
      )}
    </div>
  );
}

function Entry({ entry }: { entry: LoggedEntry }) {
  const now = useNow();
  const { seq, time, peer, name, act } = entry;
  const changes = act.kind === 'push' ? act.changes : [];
  const more = changes.length - CHANGES;
  return (
    <li className={styles.entry}>
      <Avatar person={{ id: peer, name }} size="medium" />
      <div className={styles.texts}>
        <div className={styles.what}>{entryWords(entry)}</div>
        {changes.length > 0 && (
          <ul className={styles.changes}>
            {changes.slice(0, CHANGES).map((change) => (
              <Change key={change.ref} change={change} />
            ))}
            {more > 0 && <li>{t.depots.log.more(more)}</li>}
          </ul>
        )}
      </div>
      <span className={styles.when} title={dayOf(time)}>
        {timeOf(time * 1_000, now)}
      </span>
      <span className={styles.seq}>{seq}</span>
    </li>
  );
}

function Change({ change: { ref, old, new: value, forced } }: { change: PushedChange }) {
  const { isNew, isAway, isForced } = t.depots.log;
  return (
    <li className={styles.change}>
      <code className="selectable">
        <VisibleText text={shortRefName(ref)} />
      </code>
      {value !== null && (
        <code className={`selectable ${styles.oid}`}>{value.slice(0, SHORT)}</code>
      )}
      {old === null && <Pill>{isNew}</Pill>}
      {value === null && <Pill look="warning">{isAway}</Pill>}
      {forced === true && value !== null && <Pill look="warning">{isForced}</Pill>}
    </li>
  );
}
