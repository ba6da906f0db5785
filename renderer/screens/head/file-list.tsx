import { TriangleAlert } from 'lucide-react';
import { type CSSProperties, useMemo } from 'react';
import { ListBox, ListBoxItem } from 'react-aria-components';
import type { FileList as Files } from '../../../shared/gtp/comparison.ts';
import { oneChoice } from '../../components/controls/one-choice.ts';
import { PlacedList } from '../../components/layout/placed-list.tsx';
import { Icon } from '../../components/signs/icon.tsx';
import { focus } from '../../state/focus.ts';
import { t } from '../../texts/texts.ts';
import { readableText } from '../../view/diff/hidden-characters.ts';
import { changeBar, type FileRow } from '../../view/head/files.ts';
import styles from './file-list.module.css';
import { FilePath } from './file-path.tsx';
import { useFileMenu } from './use-menus.ts';

interface Props {
  readonly files: Files;
  readonly rows: readonly FileRow[];
  readonly chosen: string | null;
  readonly onChoose: (id: string) => void;
  /** The commits that are compared, as git takes them; null where they are not here. */
  readonly ends: string | null;
}

/** In rem. */
const ROW = 2;

/** The files that differ, and how much; what conflicts comes first. */
export function FileList({ files, rows, chosen, onChoose, ends }: Props) {
  const { fileCount, added, removed } = files;
  const largest = useMemo(
    () => Math.max(1, ...rows.map(({ file }) => (file.added ?? 0) + (file.removed ?? 0))),
    [rows],
  );
  return (
    <section className={styles.files} aria-label={t.head.filesThatDiffer}>
      <header className={styles.header}>
        <h2 className={styles.title}>{t.counts.files(fileCount)}</h2>
        <Counts added={added} removed={removed} />
      </header>
      <PlacedList row={ROW}>
        <ListBox
          aria-label={t.head.filesLabel}
          className={styles.list}
          items={rows}
          {...oneChoice(chosen, { choose: onChoose, open: () => focus('diff') })}
        >
          {(row) => <Item id={row.id} row={row} largest={largest} ends={ends} />}
        </ListBox>
      </PlacedList>
      {fileCount > rows.length && (
        <p className={styles.more}>{t.head.notListed(fileCount - rows.length)}</p>
      )}
    </section>
  );
}

interface ItemProps {
  readonly id: string;
  readonly row: FileRow;
  readonly largest: number;
  readonly ends: string | null;
}

function Item({ id, row, largest, ends }: ItemProps) {
  const menu = useFileMenu(row, ends);
  return (
    <ListBoxItem
      id={id}
      className={styles.item}
      textValue={readableText(row.file.path)}
      onContextMenu={menu}
    >
      <Row row={row} largest={largest} />
    </ListBoxItem>
  );
}

function Row({ row: { file, conflict }, largest }: { row: FileRow; largest: number }) {
  const bar = changeBar(file, largest);
  return (
    <div className={styles.row}>
      <span
        className={styles.sign}
        title={conflict === null ? undefined : t.head.conflictsWithYours}
      >
        {conflict !== null && <Icon of={TriangleAlert} />}
        {conflict !== null && <span className="sr-only">{t.head.conflictsBefore}</span>}
      </span>
      <span className={styles.name} title={readableText(file.path)}>
        <FilePath file={file} />
      </span>
      <Counts added={file.added} removed={file.removed} />
      <span
        className={styles.bar}
        style={{ '--added': bar.added, '--removed': bar.removed } as CSSProperties}
        aria-hidden="true"
      />
    </div>
  );
}

function Counts({ added, removed }: { added: number | null; removed: number | null }) {
  return (
    <span className={styles.counts}>
      {added !== null && added > 0 && <span className={styles.added}>+{figure(added)}</span>}
      {removed !== null && removed > 0 && (
        <span className={styles.removed}>−{figure(removed)}</span>
      )}
    </span>
  );
}

const figure = (n: number) => t.counts.figure(n);
