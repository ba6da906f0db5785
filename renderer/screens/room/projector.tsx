import { useEffect } from 'react';
import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { HourBars } from '../../components/plots/hour-bars.tsx';
import { QrCode } from '../../components/signs/qr-code.tsx';
import { useNow } from '../../state/clock.tsx';
import { useActions, useAppState } from '../../state/shoal.ts';
import { usePeerStyle } from '../../state/use-peer-style.ts';
import { t } from '../../texts/texts.ts';
import { age } from '../../view/age.ts';
import { initials } from '../../view/people/initials.ts';
import { latestCommits, roomWords } from '../../view/room/latest.ts';
import type { OpenProject, Person } from '../../view/room/room-projects.ts';
import { commitsPerHour, whoWorks } from '../../view/room/who-works.ts';
import styles from './projector.module.css';
import { useRoom } from './use-room.ts';

const HOURS = 12;
/** As much as can be read at once from ten metres. */
const PROJECTS = 4;
const PEOPLE = 4;
const COMMITS = 7;

/** The room on a projector: all of the screen, and large. Esc leaves. */
export function Projector() {
  const actions = useActions();
  const { projects } = useRoom();
  const now = useNow();
  useEffect(() => {
    const leave = () => {
      if (document.fullscreenElement === null) actions.close();
    };
    document.addEventListener('fullscreenchange', leave);
    return () => {
      document.removeEventListener('fullscreenchange', leave);
      if (document.fullscreenElement !== null) void document.exitFullscreen();
    };
  }, [actions]);
  return (
    <ModalOverlay
      className={styles.overlay}
      isOpen
      onOpenChange={(isOpen) => isOpen || actions.close()}
    >
      <Modal className={styles.modal}>
        <Dialog className={styles.projector}>
          <header className={styles.header}>
            <Heading slot="title" level={1} className={styles.title}>
              {t.room.inThisRoom}
            </Heading>
            <p className={styles.words}>
              {projects.length === 0 ? t.room.nothingOpen : roomWords(projects, now)}
            </p>
            <Join />
          </header>
          <div className={styles.columns}>
            <Projects projects={projects} now={now} />
            <Commits projects={projects} now={now} />
          </div>
          <HourBars
            counts={commitsPerHour(
              projects.flatMap(({ commits }) => commits),
              HOURS,
              now,
            )}
          />
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

/** Where guests go. */
function Join() {
  const page = useAppState(({ guests }) => (guests.state === 'on' ? guests.bases[0] : undefined));
  if (page === undefined) return null;
  return (
    <div className={styles.join}>
      <div className={styles.code}>
        <QrCode text={page} label={t.room.guestsPage} />
      </div>
      <code>{page}</code>
    </div>
  );
}

interface Props {
  readonly projects: readonly OpenProject[];
  readonly now: number;
}

function Projects({ projects, now }: Props) {
  const hidden = projects.length - PROJECTS;
  return (
    <section aria-label={t.room.whoHacks}>
      <ul className={styles.projects}>
        {projects.slice(0, PROJECTS).map((project) => (
          <li key={project.id}>
            <h2 className={styles.name}>{project.name}</h2>
            <People project={project} now={now} />
          </li>
        ))}
      </ul>
      {hidden > 0 && <p className={styles.more}>{t.common.andMore(t.counts.figure(hidden))}</p>}
    </section>
  );
}

function People({ project, now }: { project: OpenProject; now: number }) {
  const workers = whoWorks(project, now);
  const hidden = workers.length - PEOPLE;
  return (
    <ul className={styles.people}>
      {workers.slice(0, PEOPLE).map(({ name, person }) => (
        <li key={person?.id ?? name} className={styles.person}>
          {person && <Sign person={person} />}
          {name}
        </li>
      ))}
      {hidden > 0 && <li>+{hidden}</li>}
    </ul>
  );
}

/** An avatar as large as the text beside it. */
function Sign({ person: { id, name } }: { person: Person }) {
  const peerStyle = usePeerStyle();
  return (
    <span className={`peer-colour ${styles.sign}`} style={peerStyle(id)} aria-hidden="true">
      {initials(name)}
    </span>
  );
}

function Commits({ projects, now }: Props) {
  return (
    <section className={styles.latest} aria-label={t.room.latestCommits}>
      <ol className={styles.commits}>
        {latestCommits(projects, COMMITS).map(({ commit, project, person }) => (
          <li key={`${project.id} ${commit.oid}`} className={styles.commit}>
            <p className={styles.subject}>{commit.subject}</p>
            <p className={styles.where}>
              {person && <Sign person={person} />}
              <span className={styles.whereText}>
                {t.room.authorInSince(commit.author, project.name, age(commit.time * 1_000, now))}
              </span>
            </p>
          </li>
        ))}
      </ol>
    </section>
  );
}
