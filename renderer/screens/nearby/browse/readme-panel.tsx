import { FileQuestion } from 'lucide-react';
import { useMemo } from 'react';
import type { Overview } from '../../../../shared/gtp/overview.ts';
import { EmptyState } from '../../../components/layout/empty-state.tsx';
import { FallBack } from '../../../components/layout/fall-back.tsx';
import { t } from '../../../texts/texts.ts';
import { readmeText } from '../../../view/projects/readme-text.ts';
import { ReadmeMarkdown } from './readme-markdown.tsx';
import styles from './readme-panel.module.css';

export function ReadmePanel({ readme }: { readme: Overview['readme'] }) {
  const shown = useMemo(() => (readme === null ? null : readmeText(readme)), [readme]);
  if (shown === null) {
    return (
      <EmptyState icon={FileQuestion} title={t.browse.noReadmeTitle}>
        <p>{t.browse.noReadme}</p>
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
      {shown.isCut && <p className={styles.cut}>{t.browse.readmeIsCut}</p>}
    </div>
  );
}
