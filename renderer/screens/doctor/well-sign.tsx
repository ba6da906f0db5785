import { CircleAlert, CircleCheck, TriangleAlert } from 'lucide-react';
import type { Finding } from '../../../shared/domain/doctor/finding.ts';
import { Icon } from '../../components/signs/icon.tsx';
import styles from './doctor-screen.module.css';

/** How grave the gravest of them is. */
export function WellSign({ findings }: { findings: readonly Finding[] }) {
  const gravest = findings[0]?.severity ?? 'note';
  const icon =
    gravest === 'problem' ? CircleAlert : gravest === 'warning' ? TriangleAlert : CircleCheck;
  return (
    <span className={styles.sign} data-look={gravest}>
      <Icon of={icon} size={22} />
    </span>
  );
}
