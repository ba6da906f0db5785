import { Presentation, UsersRound } from 'lucide-react';
import { Button } from '../../components/controls/button.tsx';
import { Banner } from '../../components/layout/banner.tsx';
import { EmptyState } from '../../components/layout/empty-state.tsx';
import { SectionHeading } from '../../components/layout/section-heading.tsx';
import { HourBars } from '../../components/plots/hour-bars.tsx';
import { SingleColumn } from '../../pieces/columns.tsx';
import { RightNow } from '../../pieces/right-now.tsx';
import { TransferBar } from '../../pieces/transfer-bar/transfer-bar.tsx';
import { useNow } from '../../state/clock.tsx';
import { useActions, useAppState } from '../../state/shoal.ts';
import { t } from '../../texts/texts.ts';
import { roomWords } from '../../view/room/latest.ts';
import type { OpenProject } from '../../view/room/room-projects.ts';
import { commitsPerHour } from '../../view/room/who-works.ts';
import { HowToJoin } from './how-to-join.tsx';
import { LatestCommits } from './latest-commits.tsx';
import { ProjectRows } from './project-rows.tsx';
import styles from './room-screen.module.css';
import { RoomSwitch } from './room-switch.tsx';
import { useRoom } from './use-room.ts';

const HOURS = 12;
const COMMITS = 40;

/** What is open to everyone for the evening, mine and the others', and what happens in it. */
export function RoomScreen() {
  const { projects, unasked } = useRoom();
  const now = useNow();
  return (
    <SingleColumn
      title={t.room.title}
      note={projects.length === 0 ? undefined : roomWords(projects, now)}
      footer={<TransferBar />}
    >
      <div className={styles.room}>
        <div className={styles.events}>
          {projects.length === 0 ? (
            <NothingOpen />
          ) : (
            <Events projects={projects} unasked={unasked} now={now} />
          )}
        </div>
        <aside className={styles.side} aria-label={t.room.takingPart}>
          <RoomSwitch />
          {projects.length > 0 && (
            <>
              <ShowProjector />
              <HowToJoin />
            </>
          )}
        </aside>
      </div>
    </SingleColumn>
  );
}

function NothingOpen() {
  return (
    <EmptyState icon={UsersRound} title={t.room.offTitle}>
      <p>{t.room.off}</p>
    </EmptyState>
  );
}

interface EventsProps {
  readonly projects: readonly OpenProject[];
  readonly unasked: number;
  readonly now: number;
}

function Events({ projects, unasked, now }: EventsProps) {
  const self = useAppState((state) => state.self?.id);
  const isAlone = projects.every(({ people }) => people.every(({ id }) => id === self));
  const commits = projects.flatMap((project) => project.commits);
  return (
    <>
      {isAlone && <Banner look="note">{t.room.alone}</Banner>}
      <section aria-labelledby="commits-per-hour">
        <SectionHeading id="commits-per-hour">{t.room.commitsPerHour}</SectionHeading>
        <HourBars counts={commitsPerHour(commits, HOURS, now)} />
      </section>
      <RightNow />
      <ProjectRows projects={projects} now={now} />
      <LatestCommits projects={projects} most={COMMITS} now={now} />
      {unasked > 0 && <p className={styles.note}>{t.room.unasked(unasked)}</p>}
    </>
  );
}

function ShowProjector() {
  const actions = useActions();
  return (
    <Button
      icon={Presentation}
      onPress={() => {
        actions.open({ kind: 'projector' });
        // Where a window may not fill the screen, it is filled itself.
        document.documentElement.requestFullscreen?.().catch(() => {});
      }}
    >
      {t.room.showOnProjector}
    </Button>
  );
}
