import { useState } from 'react';
import { Button } from '../../components/controls/button.tsx';
import { SectionHeading } from '../../components/layout/section-heading.tsx';
import { Avatar } from '../../components/signs/avatar.tsx';
import { useActions } from '../../state/shoal.ts';
import { t } from '../../texts/texts.ts';
import { age } from '../../view/age.ts';
import type { OpenProject } from '../../view/room/room-projects.ts';
import { type Worker, whoWorks } from '../../view/room/who-works.ts';
import styles from './project-rows.module.css';

const SHOWN_PEOPLE = 8;
/** As many are shown before all are wanted. */
const SHOWN_PROJECTS = 50;

interface Props {
  readonly projects: readonly OpenProject[];
  readonly now: number;
}

/** The projects of the room, with who hacks on what. */
export function ProjectRows({ projects, now }: Props) {
  const [showsAll, setShowsAll] = useState(false);
  const hidden = showsAll ? 0 : projects.length - SHOWN_PROJECTS;
  return (
    <section aria-labelledby="room-projects">
      <SectionHeading id="room-projects" isRuled>
        {t.room.whoHacks}
      </SectionHeading>
      <ul>
        {projects.slice(0, showsAll ? undefined : SHOWN_PROJECTS).map((project) => (
          <ProjectRow key={project.id} project={project} now={now} />
        ))}
      </ul>
      {hidden > 0 && (
        <Button look="quiet" onPress={() => setShowsAll(true)}>
          {t.room.showMore(hidden)}
        </Button>
      )}
    </section>
  );
}

function ProjectRow({ project, now }: { project: OpenProject; now: number }) {
  const actions = useActions();
  const { id, name, description, commits } = project;
  const [latest] = commits;
  const workers = whoWorks(project, now);
  const hidden = workers.length - SHOWN_PEOPLE;
  return (
    <li className={styles.project}>
      <div className={styles.line}>
        <button
          type="button"
          className={styles.name}
          onClick={() => actions.go({ screen: 'nearby', nearby: { kind: 'swarm', id } })}
        >
          {name}
        </button>
        {latest && <span className={styles.age}>{age(latest.time * 1_000, now)}</span>}
      </div>
      {description && <p className={styles.description}>{description}</p>}
      <ul className={styles.people}>
        {workers.slice(0, SHOWN_PEOPLE).map((worker) => (
          <WorkerName key={worker.person?.id ?? worker.name} worker={worker} />
        ))}
        {hidden > 0 && <li className={styles.more}>{t.common.andMore(t.counts.figure(hidden))}</li>}
      </ul>
    </li>
  );
}

function WorkerName({ worker: { name, person, commits } }: { worker: Worker }) {
  return (
    <li className={styles.person}>
      {person && <Avatar person={person} size="small" />}
      <span className={styles.personName}>{name}</span>
      {commits > 0 && (
        <span className={styles.commits}>
          {commits}
          <span className="sr-only">{t.room.commitsWithinDay}</span>
        </span>
      )}
    </li>
  );
}
