import { FlaskConical } from 'lucide-react';
import type { DemoStatus } from '../../shared/api/state.ts';
import { Button } from '../components/controls/button.tsx';
import { Banner } from '../components/layout/banner.tsx';
import { useActions, useApp, useAppState } from '../state/shoal.ts';
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
            {sentence}
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
  if (connection === 'connecting') return <Banner look="waiting">Connecting to Shoal…</Banner>;
  if (connection === 'lost') {
    return (
      <Banner look="waiting">
        The connection to Shoal was lost; trying again. What you see is the last that was known.
      </Banner>
    );
  }
  if (engine === 'starting') return <Banner look="waiting">Shoal is starting…</Banner>;
  if (engine === 'restarting') {
    return (
      <Banner look="waiting">
        Shoal had to restart its engine. Transfers go on in a moment; your repositories are safe.
      </Banner>
    );
  }
  if (engine === 'stopped') {
    return (
      <Banner look="warning">Shoal’s engine has stopped. Quit Shoal and start it again.</Banner>
    );
  }
  return null;
}

function Demo({ status }: { status: DemoStatus }) {
  const actions = useActions();
  switch (status) {
    case 'off':
      return null;
    case 'starting':
      return <Banner look="waiting">Making up three teammates…</Banner>;
    case 'ending':
      return <Banner look="waiting">The teammates of the demo are leaving…</Banner>;
    case 'running':
      return (
        <Banner
          look="note"
          icon={FlaskConical}
          action={<Button onPress={() => actions.tell('demo.stop', {})}>End the demo</Button>}
        >
          This is a demo. Its three teammates are made up, and live on this computer only.
        </Banner>
      );
  }
}
