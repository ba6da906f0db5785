import type { Readable } from 'node:stream';
import type { Oid } from '../../shared/ids.ts';
import { type GitPlace, start } from './run.ts';
import { textOf } from './text.ts';

export interface TreeFile {
  /** Octal, as `100644`, `120000` for a symbolic link, `160000` for a submodule (git-fast-import(1)). */
  readonly mode: string;
  readonly oid: Oid;
  readonly bytes: number;
  /** As `textOf` has it: two paths that differ stay two, also where they are no UTF-8. */
  readonly path: string;
}

/** The same of what stands in one folder: a folder and a submodule have no bytes. */
interface FolderFile extends Omit<TreeFile, 'bytes'> {
  readonly bytes: number | null;
}

const FOLDER = '040000';
const SUBMODULE = '160000';

/** Every file below a commit's tree, in git's order, as git tells them: there may be any number. */
export async function* listTree(
  place: GitPlace,
  commit: Oid,
  signal?: AbortSignal,
): AsyncGenerator<TreeFile> {
  const args = ['ls-tree', '-r', '-l', '-z', '--full-tree', '--end-of-options', `${commit}^{tree}`];
  const running = start(place, args, { signal });
  try {
    for await (const record of zeroEnded(running.stdout)) yield parseFile(record);
    await running.exit;
  } finally {
    running[Symbol.dispose]();
  }
}

/** What stands in a folder itself, in git's order. @param tree or a commit, whose top it is then */
export async function* listFolder(
  place: GitPlace,
  tree: Oid,
  signal?: AbortSignal,
): AsyncGenerator<FolderFile> {
  const args = ['ls-tree', '-l', '-z', '--full-tree', '--end-of-options', `${tree}^{tree}`];
  using running = start(place, args, { signal });
  for await (const record of zeroEnded(running.stdout)) {
    const { mode, ...file } = parseFile(record);
    const hasBytes = mode !== FOLDER && mode !== SUBMODULE;
    yield { ...file, mode, bytes: hasBytes ? file.bytes : null };
  }
  await running.exit;
}

async function* zeroEnded(stream: Readable): AsyncGenerator<string> {
  let begun: Buffer[] = [];
  for await (const data of stream) {
    const chunk = data as Buffer;
    const end = chunk.lastIndexOf(0);
    if (end >= 0) {
      yield* textOf(Buffer.concat([...begun, chunk.subarray(0, end)])).split('\0');
      begun = [];
    }
    begun.push(chunk.subarray(end + 1));
  }
}

/** `<mode> <type> <oid> <size, padded>\t<path>`; a submodule has `-` for a size. */
function parseFile(record: string): TreeFile {
  const tab = record.indexOf('\t');
  const [mode = '', , oid = '', bytes] = record.slice(0, tab).split(/ +/);
  return { mode, oid: oid as Oid, bytes: Number(bytes) || 0, path: record.slice(tab + 1) };
}
