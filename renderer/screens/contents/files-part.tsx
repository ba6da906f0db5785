import {
  ChevronDown,
  ChevronRight,
  File,
  FileSymlink,
  FileText,
  Folder,
  FolderGit2,
  FolderOpen,
  type LucideIcon,
} from 'lucide-react';
import { type CSSProperties, useState } from 'react';
import { formatBytes } from '../../../shared/domain/words/quantity.ts';
import type { Oid, RepositoryId } from '../../../shared/ids.ts';
import { EmptyState } from '../../components/layout/empty-state.tsx';
import { LongList } from '../../components/layout/long-list.tsx';
import { SideBySide } from '../../components/layout/side-by-side.tsx';
import { Icon } from '../../components/signs/icon.tsx';
import { VisibleText } from '../../components/signs/visible-text.tsx';
import { focus } from '../../state/focus.ts';
import { t } from '../../texts/texts.ts';
import type { EntrySort, TreeRow } from '../../view/contents/tree-rows.ts';
import { readableText } from '../../view/diff/hidden-characters.ts';
import { usePathMenu } from '../head/use-menus.ts';
import { FileView, type ShownFile } from './file-view.tsx';
import styles from './files-part.module.css';
import { useTree } from './use-tree.ts';

const ICONS: Readonly<Record<EntrySort, LucideIcon>> = {
  folder: Folder,
  file: File,
  program: FileText,
  link: FileSymlink,
  submodule: FolderGit2,
};

/** In rem. */
const ROW = 1.75;

interface Props {
  readonly repository: RepositoryId;
  readonly tip: Oid;
}

/** The files of what is checked out as a tree, and the chosen one beside it. */
export function FilesPart({ repository, tip }: Props) {
  const { rows, fold } = useTree(repository, tip);
  const [chosen, setChosen] = useState<string | null>(null);
  const [file, setFile] = useState<ShownFile | null>(null);
  const choose = (row: TreeRow) => {
    setChosen(row.id);
    if (row.kind === 'entry' && row.isOpen === null) setFile(row);
  };
  const setOpen = (row: TreeRow, isOpen: boolean) => {
    if (row.kind === 'entry' && row.isOpen !== null) fold(row.path, row.entry.oid, isOpen);
  };
  /** As trees are used: right opens and goes in, left closes and goes out. */
  const onKey = (key: string, row: TreeRow) => {
    const isFolder = row.kind === 'entry' && row.isOpen !== null;
    const at = rows.indexOf(row);
    if (key === 'ArrowRight' && isFolder) {
      const inside = rows[at + 1];
      if (!row.isOpen) setOpen(row, true);
      else if (inside !== undefined && inside.level > row.level) choose(inside);
      return true;
    }
    if (key !== 'ArrowLeft') return false;
    const outside = rows.slice(0, at).findLast(({ level }) => level < row.level);
    if (isFolder && row.isOpen) setOpen(row, false);
    else if (outside !== undefined) choose(outside);
    return true;
  };
  return (
    <SideBySide
      summary={file === null ? t.contents.files : readableText(file.path)}
      startsUnfolded
      lists={(hide) => (
        <section className={styles.files} aria-label={t.contents.files}>
          <LongList
            label={t.contents.tree}
            kind="tree"
            rows={rows}
            height={ROW}
            chosen={chosen}
            onChoose={choose}
            onOpen={(row) => {
              if (row.kind === 'entry' && row.isOpen !== null) return setOpen(row, !row.isOpen);
              hide();
              focus('diff');
            }}
            onClick={(row) => {
              if (row.kind === 'entry' && row.isOpen !== null) setOpen(row, !row.isOpen);
              else hide();
            }}
            onKey={onKey}
            words={wordsOf}
          >
            {(row) => <Row row={row} />}
          </LongList>
        </section>
      )}
    >
      {file === null ? (
        <EmptyState icon={FolderOpen} title={t.contents.noFileTitle}>
          <p>{t.contents.noFile}</p>
        </EmptyState>
      ) : (
        <FileView key={file.path} repository={repository} file={file} />
      )}
    </SideBySide>
  );
}

function wordsOf(row: TreeRow) {
  return {
    'aria-level': row.level,
    'aria-setsize': row.setSize,
    'aria-posinset': row.position,
    ...(row.kind === 'entry' && row.isOpen !== null && { 'aria-expanded': row.isOpen }),
  };
}

function Row({ row }: { row: TreeRow }) {
  if (row.kind === 'entry') return <Entry row={row} />;
  return (
    <div className={styles.row} style={indent(row)}>
      <span className={styles.note}>{row.text}</span>
    </div>
  );
}

const indent = ({ level }: TreeRow) => ({ '--level': level - 1 }) as CSSProperties;

function Entry({ row }: { row: ShownFile }) {
  const { entry, sort, isOpen, path } = row;
  const menu = usePathMenu(path);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the list has the keyboard, and sends its key for a menu here.
    <div className={styles.row} style={indent(row)} data-sort={sort} onContextMenu={menu}>
      <span className={styles.fold}>
        {isOpen !== null && <Icon of={isOpen ? ChevronDown : ChevronRight} size={14} />}
      </span>
      <Icon of={isOpen ? FolderOpen : ICONS[sort]} />
      <span className={styles.name} title={readableText(entry.name)}>
        <VisibleText text={entry.name} />
      </span>
      {entry.bytes !== null && <span className={styles.size}>{formatBytes(entry.bytes)}</span>}
    </div>
  );
}
