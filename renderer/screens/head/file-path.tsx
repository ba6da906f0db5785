import type { ChangedFile } from '../../../shared/gtp/comparison.ts';
import { VisibleText } from '../../components/signs/visible-text.tsx';
import { pathParts } from '../../view/head/files.ts';
import styles from './file-path.module.css';

/** A file's path, whose name matters more than its folders. */
export function FilePath({ file }: { file: Pick<ChangedFile, 'path' | 'oldPath'> }) {
  const { folder, name } = pathParts(file);
  return (
    <code className={`selectable ${styles.path}`} dir="ltr">
      {folder !== '' && (
        <span className={styles.folder}>
          <VisibleText text={folder} />
        </span>
      )}
      <VisibleText text={name} />
    </code>
  );
}
