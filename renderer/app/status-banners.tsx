import { FlaskConical } from 'lucide-react';
import type { DemoStatus } from '../../shared/api/state.ts';
import { Button } from '../components/controls/button.tsx';
import { Banner } from '../components/layout/banner.tsx';
import { useActions, useApp, useAppState } from '../state/shoal.ts';
import { t } from '../texts/texts.ts';
import { told } from '../texts/told.ts';
import { isAboutMyList } from '../view/projects/left-out.ts';
import { PausedBanner } from './sharing/paused-banner.tsx';
import styles from './status-banners.module.css';

/** Across the window: what keeps Shoal from working, until it works again; and that this is a demo. */
export function StatusBanners() {
  const connection = useApp((app) => app.connection);
  const engine = useAppState((state) => state.engine);
  const problems = useAppState((state) => state.problems);
  const demo = useAppState((state) => state.demo);
  return (
    <div className={styles.banners}>
      <Health connection={connection} engine={engine} />
      {Object.entries(problems)
        .filter(([, problem]) => !isAboutMyList(problem))
        .map(([key, { sentence }]) => (
          <Banner key={key} look="warning">
            {told(sentence)}
          </Banner>
        ))}
      <PausedBanner />
      <Demo status={demo} />
    </div>
  );
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
