import type { FolderContents, FolderEntry } from '../../../shared/api/contents/contents.ts';
import { t } from '../../texts/texts.ts';

/** What is known of a folder that was opened. */
export type ReadFolder =
  | { readonly state: 'reading' }
  | { readonly state: 'failed'; readonly sentence: string }
  | { readonly state: 'read'; readonly contents: FolderContents };

/** One row of a tree of files. */
export type TreeRow = {
  /** Names it among the others; a file's is its path. */
  readonly id: string;
  /** 1 at the top. */
  readonly level: number;
  readonly setSize: number;
  readonly position: number;
} & (
  | {
      readonly kind: 'entry';
      readonly path: string;
      readonly entry: FolderEntry;
      readonly sort: EntrySort;
      /** Null for what does not open. */
      readonly isOpen: boolean | null;
    }
  | { readonly kind: 'note'; readonly text: string }
);

export type EntrySort = 'folder' | 'file' | 'program' | 'link' | 'submodule';

const SORTS: Readonly<Record<string, EntrySort>> = {
  '040000': 'folder',
  '100755': 'program',
  '120000': 'link',
  '160000': 'submodule',
};

export function sortOf({ mode }: Pick<FolderEntry, 'mode'>): EntrySort {
  return SORTS[mode] ?? 'file';
}

/**
 * The rows of a tree of which some folders are open, folders before files.
 * @param folders what is known, by path; the top is ''
 * @param open paths of folders that show what is in them
 */
export function treeRows(
  folders: ReadonlyMap<string, ReadFolder>,
  open: ReadonlySet<string>,
): readonly TreeRow[] {
  const rows: TreeRow[] = [];
  addFolder(rows, '', 1, folders, open);
  return rows;
}

function addFolder(
  rows: TreeRow[],
  path: string,
  level: number,
  folders: ReadonlyMap<string, ReadFolder>,
  open: ReadonlySet<string>,
): void {
  const known = folders.get(path) ?? { state: 'reading' };
  if (known.state !== 'read') {
    rows.push(
      note(
        path,
        level,
        known.state === 'reading' ? t.contents.folderReading : known.sentence,
        1,
        1,
      ),
    );
    return;
  }
  const { entries, isCut } = known.contents;
  const sorted = foldersFirst(entries);
  const setSize = sorted.length + (isCut ? 1 : 0);
  if (setSize === 0) rows.push(note(path, level, t.contents.folderEmpty, 1, 1));
  for (const [index, entry] of sorted.entries()) {
    const inside = path === '' ? entry.name : `${path}/${entry.name}`;
    const sort = sortOf(entry);
    const isOpen = sort === 'folder' ? open.has(inside) : null;
    rows.push({
      ...{ kind: 'entry', id: inside, path: inside, level, setSize, position: index + 1 },
      ...{ entry, sort, isOpen },
    });
    if (isOpen) addFolder(rows, inside, level + 1, folders, open);
  }
  if (isCut) rows.push(note(path, level, t.contents.folderCut, setSize, setSize));
}

/** No name ends with a slash, so that no entry is called like a note. */
function note(
  path: string,
  level: number,
  text: string,
  setSize: number,
  position: number,
): TreeRow {
  return { kind: 'note', id: `${path}/`, level, text, setSize, position };
}

const byFolder = new WeakMap<readonly FolderEntry[], readonly FolderEntry[]>();

/** A folder may have many thousands of entries: they are put in order once. */
function foldersFirst(entries: readonly FolderEntry[]): readonly FolderEntry[] {
  const known = byFolder.get(entries);
  if (known !== undefined) return known;
  const isFolder = (entry: FolderEntry) => sortOf(entry) === 'folder';
  const sorted = [...entries.filter(isFolder), ...entries.filter((entry) => !isFolder(entry))];
  byFolder.set(entries, sorted);
  return sorted;
}
