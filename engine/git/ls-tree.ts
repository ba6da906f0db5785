import type { Readable } from 'node:stream';
import type { Oid } from '../../shared/ids.ts';
import { type GitPlace, start } from './run.ts';

export interface TreeFile {
  /** Octal, as `100644`, `120000` for a symbolic link, `160000` for a submodule (git-fast-import(1)). */
  readonly mode: string;
  readonly oid: Oid;
  readonly bytes: number;
  readonly path: string;
}

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

async function* zeroEnded(stream: Readable): AsyncGenerator<string> {
  let rest = '';
  stream.setEncoding('utf8');
  for await (const chunk of stream) {
    const records = (rest + (chunk as string)).split('\0');
    rest = records.pop() ?? '';
    yield* records;
  }
}

/** `<mode> <type> <oid> <size, padded>\t<path>`; a submodule has `-` for a size. */
function parseFile(record: string): TreeFile {
  const tab = record.indexOf('\t');
  const [mode = '', , oid = '', bytes] = record.slice(0, tab).split(/ +/);
  return { mode, oid: oid as Oid, bytes: Number(bytes) || 0, path: record.slice(tab + 1) };
}
