import { FileQuestion } from 'lucide-react';
import { useMemo } from 'react';
import type { Overview } from '../../../../shared/gtp/overview.ts';
import { EmptyState } from '../../../components/layout/empty-state.tsx';
import { FallBack } from '../../../components/layout/fall-back.tsx';
import { readmeText } from '../../../view/projects/readme-text.ts';
import { ReadmeMarkdown } from './readme-markdown.tsx';
import styles from './readme-panel.module.css';

export function ReadmePanel({ readme }: { readme: Overview['readme'] }) {
  const shown = useMemo(() => (readme === null ? null : readmeText(readme)), [readme]);
  if (shown === null) {
    return (
      <EmptyState icon={FileQuestion} title="No README">
        <p>This project has none, or none that is text. Commits and files tell more about it.</p>
      </EmptyState>
    );
  }
  const plain = <pre className={`selectable ${styles.plain}`}>{shown.text}</pre>;
  return (
    <div className={styles.readme}>
      {shown.isMarkdown ? (
        <FallBack key={shown.text} instead={plain}>
          <ReadmeMarkdown text={shown.text} />
        </FallBack>
      ) : (
        plain
      )}
      {shown.isCut && (
        <p className={styles.cut}>
          This README is longer than what is shown here. Clone the project to read all of it.
        </p>
      )}
    </div>
  );
}
