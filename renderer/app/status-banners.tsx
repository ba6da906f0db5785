import { FlaskConical } from 'lucide-react';
import { useState } from 'react';
import type { DemoStatus, Problem } from '../../shared/api/state.ts';
import { Button } from '../components/controls/button.tsx';
import { Banner } from '../components/layout/banner.tsx';
import { BegunAnewButton } from '../pieces/begun-anew-button.tsx';
import { useActions, useApp, useAppState, useUi } from '../state/shoal.ts';
import { t } from '../texts/texts.ts';
import { told } from '../texts/told.ts';
import { isToldBy, mayHaveBegunAnew } from '../view/depots/lies.ts';
import { isAboutMyList } from '../view/projects/left-out.ts';
import { PausedBanner } from './sharing/paused-banner.tsx';
import styles from './status-banners.module.css';

/** Across the window: what keeps Shoal from working, until it works again; and that this is a demo. */
export function StatusBanners() {
  const connection = useApp((app) => app.connection);
  const engine = useAppState((state) => state.engine);
  const problems = useAppState((state) => state.problems);
  const demo = useAppState((state) => state.demo);
  const alarm = useUi((ui) => ui.alarm);
  return (
    <div className={styles.banners}>
      <Health connection={connection} engine={engine} />
      {Object.entries(problems)
        .filter(([, problem]) => !isAboutMyList(problem) && !isToldBy(alarm, problem))
        .map(([key, problem]) => (
          <Banner key={key} look="warning" action={<WayOut of={problem} />}>
            {told(problem.sentence)}
          </Banner>
        ))}
      <PausedBanner />
      <Newer />
      <Demo status={demo} />
    </div>
  );
}

/** What can be done about a problem here, where anything can. */
function WayOut({ of: { code, depot } }: { of: Problem }) {
  if (depot === undefined || !mayHaveBegunAnew(code)) return null;
  return <BegunAnewButton swarm={depot.swarm} depot={depot.peer} copy={depot.copy} />;
}

interface HealthProps {
  readonly connection: 'connecting' | 'connected' | 'lost';
  readonly engine: 'starting' | 'running' | 'restarting' | 'stopped';
}

/** Only the nearest cause: without a connection, nothing is known of the engine. */
function Health({ connection, engine }: HealthProps) {
  if (connection === 'connecting')
    return <Banner look="waiting">{t.shell.banners.connecting}</Banner>;
  if (connection === 'lost') {
    return <Banner look="waiting">{t.shell.banners.lost}</Banner>;
  }
  if (engine === 'starting') return <Banner look="waiting">{t.shell.banners.starting}</Banner>;
  if (engine === 'restarting') {
    return <Banner look="waiting">{t.shell.banners.restarting}</Banner>;
  }
  if (engine === 'stopped') {
    return <Banner look="warning">{t.shell.banners.stopped}</Banner>;
  }
  return null;
}

/** There is a newer Shoal; where it can be had is a link, and nothing comes by itself. */
function Newer() {
  const newer = useAppState((state) => state.newer);
  const version = useAppState((state) => state.self?.version ?? null);
  const [isAway, setAway] = useState<string | null>(null);
  if (newer === null || isAway === newer.version) return null;
  return (
    <Banner
      look="note"
      action={<Button onPress={() => setAway(newer.version)}>{t.shell.banners.notNow}</Button>}
    >
      {t.shell.banners.newer(newer.version, version ?? '?')}{' '}
      <a href={newer.page} target="_blank" rel="noreferrer">
        {t.shell.banners.seeNewer}
      </a>
    </Banner>
  );
}

function Demo({ status }: { status: DemoStatus }) {
  const actions = useActions();
  switch (status) {
    case 'off':
      return null;
    case 'starting':
      return <Banner look="waiting">{t.shell.banners.demoStarts}</Banner>;
    case 'ending':
      return <Banner look="waiting">{t.shell.banners.demoEnds}</Banner>;
    case 'running':
      return (
        <Banner
          look="note"
          icon={FlaskConical}
          action={
            <Button onPress={() => actions.tell('demo.stop', {})}>{t.shell.banners.endDemo}</Button>
          }
        >
          {t.shell.banners.demo}
        </Banner>
      );
  }
}
