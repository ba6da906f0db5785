import { CircleAlert, Info, TriangleAlert } from 'lucide-react';
import type { Finding } from '../../../shared/domain/doctor/finding.ts';
import { Icon } from '../../components/signs/icon.tsx';
import { WithCommands } from '../../components/signs/with-commands.tsx';
import { CommandLine } from '../../pieces/command-line.tsx';
import { t } from '../../texts/texts.ts';
import styles from './finding-item.module.css';

const ICONS = { problem: CircleAlert, warning: TriangleAlert, note: Info } as const;

/** What was found, what it means and what to do. */
export function FindingItem({ finding }: { finding: Finding }) {
  const { severity, what, meaning, do: advice, command } = finding;
  return (
    <li className={styles.finding} data-severity={severity}>
      <span className={styles.icon}>
        <Icon of={ICONS[severity]} size={16} />
        <span className="sr-only">{t.doctor.severity[severity]}: </span>
      </span>
      <div className={styles.texts}>
        <h2 className={`${styles.what} selectable`}>{what}</h2>
        <p className={`${styles.meaning} selectable`}>{meaning}</p>
        <p className="selectable">
          <WithCommands of={advice} />
        </p>
        {command !== null && <CommandLine command={command} />}
      </div>
    </li>
  );
}
