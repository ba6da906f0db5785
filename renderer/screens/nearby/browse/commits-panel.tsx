import { GitCommitHorizontal } from 'lucide-react';
import { useMemo } from 'react';
import type { Swarm } from '../../../../shared/api/swarm-state.ts';
import { LIMITS } from '../../../../shared/gtp/limits.ts';
import type { Overview } from '../../../../shared/gtp/overview.ts';
import type { Oid, PeerId } from '../../../../shared/ids.ts';
import { EmptyState } from '../../../components/layout/empty-state.tsx';
import { Avatar } from '../../../components/signs/avatar.tsx';
import { Pill } from '../../../components/signs/pill.tsx';
import { useNow } from '../../../state/clock.tsx';
import { headPlace } from '../../../state/heads.ts';
import { useAppState, useShoal } from '../../../state/shoal.ts';
import { t } from '../../../texts/texts.ts';
import { age } from '../../../view/age.ts';
import { commitGraph, type GraphRow } from '../../../view/projects/commit-graph.ts';
import { useChosenCopy } from '../use-project-state.ts';
import { CommitLanes } from './commit-lanes.tsx';
import styles from './commits-panel.module.css';

interface HeadHere {
  readonly peer: PeerId;
  readonly name: string;
  readonly ref: string;
}

/** The latest commits as a graph, with whose heads are where. */
export function CommitsPanel({ overview, swarm }: { overview: Overview; swarm: Swarm }) {
  const rows = useMemo(() => commitGraph(overview.commits), [overview]);
  const heads = useMemo(() => headsByCommit(swarm), [swarm]);
  const copy = useChosenCopy(swarm);
  const { heads: opener } = useShoal();
  const width = Math.max(1, ...rows.map((row) => row.width));
  if (rows.length === 0) {
    return (
      <EmptyState icon={GitCommitHorizontal} title={t.browse.noCommitsTitle}>
        <p>{t.browse.noCommits}</p>
      </EmptyState>
    );
  }
  return (
    <>
      <ol className={styles.commits} aria-label={t.browse.latestCommits}>
        {rows.map((row) => (
          <CommitRow
            key={row.commit.oid}
            row={row}
            width={width}
            heads={heads.get(row.commit.oid) ?? []}
            open={(head) => opener.open(headPlace(head, swarm.id, copy?.id ?? null))}
          />
        ))}
      </ol>
      {rows.length === LIMITS.commitsPerOverview && (
        <p className={styles.more}>{t.browse.latest(rows.length)}</p>
      )}
    </>
  );
}

const SHOWN_HEADS = 3;

interface RowProps {
  readonly row: GraphRow;
  readonly width: number;
  readonly heads: readonly HeadHere[];
  readonly open: (head: HeadHere) => void;
}

function CommitRow({ row, width, heads, open }: RowProps) {
  const now = useNow();
  const { oid, subject, author, time } = row.commit;
  const hidden = heads.length - SHOWN_HEADS;
  return (
    <li className={styles.commit}>
      <CommitLanes row={row} width={width} head={heads[0]?.peer ?? null} />
      <div className={styles.texts}>
        <span className={styles.subject} title={subject}>
          {subject}
        </span>
        {heads.slice(0, SHOWN_HEADS).map((head) => (
          <HeadSign key={`${head.peer} ${head.ref}`} head={head} onOpen={() => open(head)} />
        ))}
        {hidden > 0 && <Pill>+{hidden}</Pill>}
      </div>
      <span className={styles.author} title={author}>
        {author}
      </span>
      <span className={styles.age}>{age(time * 1000, now)}</span>
      <code className={`selectable ${styles.oid}`}>{oid.slice(0, 7)}</code>
    </li>
  );
}

/** Whose head is here; it opens. */
function HeadSign({ head, onOpen }: { head: HeadHere; onOpen: () => void }) {
  const { peer, name } = head;
  const person = useAppState((state) => state.peers[peer]);
  return (
    <button type="button" className={styles.head} onClick={onOpen}>
      {person && <Avatar person={person} size="tiny" />}
      {person && <span className="sr-only">{person.name}: </span>}
      <code title={name}>{name}</code>
    </button>
  );
}

function headsByCommit({ alternatives }: Swarm): Map<Oid, HeadHere[]> {
  const heads = new Map<Oid, HeadHere[]>();
  for (const { peer, heads: theirs } of alternatives) {
    for (const { oid, name, ref } of theirs) {
      heads.set(oid, [...(heads.get(oid) ?? []), { peer, name, ref }]);
    }
  }
  return heads;
}
