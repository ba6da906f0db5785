import type { ReactNode } from 'react';
import styles from './first-steps.module.css';
import { NameStep } from './name-step.tsx';
import { ReachStep } from './reach-step.tsx';
import { ShareStep } from './share-step.tsx';
import { useFirstSteps } from './use-first-steps.ts';

/** What can be done where no project is nearby yet; `children` says how it stands. */
export function FirstSteps({ children }: { children: ReactNode }) {
  const found = useFirstSteps();
  return (
    <div className={styles.first}>
      {children}
      <div className={styles.steps}>
        <ShareStep projects={found?.projects ?? null} />
        <div className={styles.beside}>
          <NameStep />
          <ReachStep addresses={found?.addresses ?? []} />
        </div>
      </div>
    </div>
  );
}
