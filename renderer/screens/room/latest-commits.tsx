import { SectionHeading } from '../../components/layout/section-heading.tsx';
import { Avatar } from '../../components/signs/avatar.tsx';
import { useActions, useAppState, useShoal } from '../../state/shoal.ts';
import { t } from '../../texts/texts.ts';
import { age } from '../../view/age.ts';
import { headWith } from '../../view/room/head-with.ts';
import { type LatestCommit, latestCommits } from '../../view/room/latest.ts';
import type { OpenProject } from '../../view/room/room-projects.ts';
import styles from './latest-commits.module.css';

interface Props {
  readonly projects: readonly OpenProject[];
  readonly most: number;
  readonly now: number;
}

/** What came last, whatever it came to. */
export function LatestCommits({ projects, most, now }: Props) {
  const latest = latestCommits(projects, most);
  if (latest.length === 0) return null;
  return (
    <section aria-labelledby="room-commits">
      <SectionHeading id="room-commits" isRuled>
        {t.room.latestCommits}
      </SectionHeading>
      <ol>
        {latest.map((each) => (
          <CommitRow key={`${each.project.id} ${each.commit.oid}`} latest={each} now={now} />
        ))}
      </ol>
    </section>
  );
}

function CommitRow({ latest, now }: { latest: LatestCommit; now: number }) {
  const { commit, project, person } = latest;
  const { heads } = useShoal();
  const actions = useActions();
  const swarm = useAppState(({ swarms }) => swarms[project.id]);
  const open = () => {
    const head = swarm === undefined ? null : headWith(commit, swarm);
    if (swarm === undefined || head === null) return actions.show({ to: 'swarm', id: project.id });
    const [repository] = swarm.local;
    heads.open({ ...(repository === undefined ? { swarm: swarm.id } : { repository }), ...head });
  };
  return (
    <li className={styles.commit}>
      <span className={styles.sign}>{person && <Avatar person={person} size="small" />}</span>
      <button type="button" className={styles.subject} title={commit.subject} onClick={open}>
        {commit.subject}
      </button>
      <span className={styles.where} title={t.room.authorIn(commit.author, project.name)}>
        {t.room.authorIn(commit.author, project.name)}
      </span>
      <span className={styles.age}>{age(commit.time * 1_000, now)}</span>
    </li>
  );
}
