import { File, FileSymlink, Folder, FolderGit2, FolderOpen, type LucideIcon } from 'lucide-react';
import { formatBytes } from '../../../../shared/domain/words/quantity.ts';
import type { Overview, OverviewEntry } from '../../../../shared/gtp/overview.ts';
import { EmptyState } from '../../../components/layout/empty-state.tsx';
import { Icon } from '../../../components/signs/icon.tsx';
import { t } from '../../../texts/texts.ts';
import styles from './files-panel.module.css';
import { LanguageBar } from './language-bar.tsx';

const ICONS: Readonly<Record<OverviewEntry['kind'], LucideIcon>> = {
  folder: Folder,
  file: File,
  link: FileSymlink,
  submodule: FolderGit2,
};

/** What is in the project, how large, and in which languages. */
export function FilesPanel({ overview }: { overview: Overview }) {
  const { files, bytes, languages, entries, license, isCut } = overview;
  if (entries.length === 0) {
    return (
      <EmptyState icon={FolderOpen} title={t.browse.noFilesTitle}>
        <p>{t.browse.noFiles}</p>
      </EmptyState>
    );
  }
  return (
    <div className={styles.files}>
      <p className={styles.total}>
        {t.browse.files(files)}, {formatBytes(bytes)}
        {license !== null && (
          <>
            {' · '}
            {t.browse.licence} <code>{license}</code>
          </>
        )}
      </p>
      <LanguageBar languages={languages} />
      <ul aria-label={t.browse.filesAndFolders}>
        {entries.map(({ name, kind, bytes: size, files: inside }) => (
          <li key={name} className={styles.entry} data-kind={kind}>
            <Icon of={ICONS[kind]} />
            <span className={styles.name} title={name}>
              {name}
            </span>
            <span className={styles.inside}>
              {kind === 'folder' && t.browse.files(inside)}
              {kind === 'submodule' && t.common.submodule}
              {kind === 'link' && t.common.link}
            </span>
            <span className={styles.size}>{kind !== 'submodule' && formatBytes(size)}</span>
          </li>
        ))}
      </ul>
      {isCut && <p className={styles.total}>{t.browse.moreFiles}</p>}
    </div>
  );
}
