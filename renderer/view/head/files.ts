import type { ConflictingFile, HeadLook } from '../../../shared/api/heads/head-look.ts';
import type { ChangedFile } from '../../../shared/gtp/comparison.ts';
import { t } from '../../texts/texts.ts';

/** A file of a head, with what keeps it from being merged. */
export interface FileRow {
  /** Names it among the others. */
  readonly id: string;
  readonly file: ChangedFile;
  readonly conflict: ConflictingFile | null;
}

/** What conflicts comes first, and the rest as git has it. */
export function fileRows(
  files: readonly ChangedFile[],
  conflicts: HeadLook['conflicts'],
): readonly FileRow[] {
  const byPath = new Map((conflicts?.files ?? []).map((each) => [each.path, each]));
  const rows = files.map((file) => ({
    id: file.path,
    file,
    conflict: byPath.get(file.path) ?? null,
  }));
  return [
    ...rows.filter(({ conflict }) => conflict !== null),
    ...rows.filter(({ conflict }) => conflict === null),
  ];
}

/** A path as it is read: the folders that matter less, then the name, and what it was before. */
export interface PathParts {
  /** `src/map/`; for a renamed file also where it was, as in `docs/ → `. */
  readonly folder: string;
  readonly name: string;
}

export function pathParts({ path, oldPath }: Pick<ChangedFile, 'path' | 'oldPath'>): PathParts {
  const cut = path.lastIndexOf('/') + 1;
  const folder = path.slice(0, cut);
  const name = path.slice(cut);
  if (oldPath === null) return { folder, name };
  const oldCut = oldPath.lastIndexOf('/') + 1;
  const isMoved = oldPath.slice(0, oldCut) !== folder;
  // The same name in another folder, or another name in the same one.
  const before = oldPath.slice(oldCut) === name && isMoved ? oldPath.slice(0, oldCut) : oldPath;
  return { folder: `${before} → ${isMoved ? folder : ''}`, name };
}

const SUBMODULE = '160000';
const LINK = '120000';
const EXECUTABLE = '100755';

/** What is to be known of a file beside its lines, in a few words each. */
export function fileNotes(file: ChangedFile): readonly string[] {
  const { status, similarity, old, new: now } = file;
  const before = old?.mode ?? null;
  const after = now?.mode ?? null;
  const words = t.head.notes;
  const notes: string[] = [];
  if (status === 'added') notes.push(words.new);
  if (status === 'deleted') notes.push(words.deleted);
  if (status === 'renamed') {
    notes.push(
      similarity === null || similarity === 100 ? words.renamed : words.renamedAlike(similarity),
    );
  }
  if (after === SUBMODULE || before === SUBMODULE) notes.push(t.common.submodule);
  if (after === LINK) notes.push(t.common.link);
  else if (before === LINK) notes.push(words.wasLink);
  if (before !== null && after !== null && before !== after) {
    if (after === EXECUTABLE) notes.push(words.executable);
    else if (before === EXECUTABLE && after === '100644') notes.push(words.notExecutable);
  }
  if (now !== null && now.lfsBytes !== null) notes.push(words.lfs);
  if (file.isBinary) notes.push(words.binary);
  return notes;
}

/** How much of five squares is added and removed; both null where lines are not counted. */
export function changeBar(
  file: Pick<ChangedFile, 'added' | 'removed'>,
  largest: number,
): { readonly added: number; readonly removed: number } {
  const { added, removed } = file;
  const total = (added ?? 0) + (removed ?? 0);
  if (total === 0) return { added: 0, removed: 0 };
  // As the root: between one line and ten thousand, all are told apart.
  const share = Math.sqrt(total / Math.max(total, largest));
  return { added: (share * (added ?? 0)) / total, removed: (share * (removed ?? 0)) / total };
}
