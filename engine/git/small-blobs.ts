import type { Readable } from 'node:stream';
import type { Oid } from '../../shared/ids.ts';
import { type GitPlace, git, start } from './run.ts';

/** Where to look: all that commits bring, or no more than what one of them holds as files. */
export type Scope =
  | { readonly from: readonly Oid[]; readonly notFrom: readonly Oid[] }
  | { readonly filesOf: Oid };

const NEWLINE = 0x0a;

/**
 * The contents of all blobs that are smaller than `limit` bytes, once each.
 * @throws GitFailedError as `bad-data` if something is missing
 */
export async function* smallBlobs(
  place: GitPlace,
  scope: Scope,
  limit: number,
  signal?: AbortSignal,
): AsyncGenerator<Buffer> {
  const filter = `--filter=combine:blob:limit=${limit}+object:type=blob`;
  const input = 'filesOf' in scope ? `${scope.filesOf}^{tree}\n` : revisions(scope);
  const expects = ['bad-data'] as const;
  using listing = start(place, ['rev-list', '--objects', '--no-object-names', filter, '--stdin'], {
    signal,
    input,
    expects,
  });
  using reading = start(place, ['cat-file', '--batch', '--buffer'], {
    ...{ signal, expects },
    input: listing.stdout,
  });
  // What was asked for itself, commits and trees, is among them.
  for await (const { type, content } of printedObjects(reading.stdout)) {
    if (type === 'blob' && content.length < limit) yield content;
  }
  await Promise.all([listing.exit, reading.exit]);
}

/** Whether a `.gitattributes` among the files of a commit holds this text. */
export async function attributesMention(
  place: GitPlace,
  commit: Oid,
  text: string,
  signal?: AbortSignal,
): Promise<boolean> {
  const paths = ['--', ':(top,glob)**/.gitattributes'];
  const args = ['grep', '--quiet', '--fixed-strings', '-e', text, commit, ...paths];
  const { exitCode } = await git(place, args, {
    signal,
    successExitCodes: [0, 1],
    expects: ['bad-data'],
  });
  return exitCode === 0;
}

function revisions({ from, notFrom }: { from: readonly Oid[]; notFrom: readonly Oid[] }): string {
  return [...from, ...notFrom.map((oid) => `^${oid}`), ''].join('\n');
}

/** As `cat-file --batch` prints them: `<oid> <type> <size>`, the content, a line feed. */
export async function* printedObjects(
  output: Readable,
): AsyncGenerator<{ oid: Oid; type: string; content: Buffer }> {
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of output) {
    rest = rest.length === 0 ? (chunk as Buffer) : Buffer.concat([rest, chunk as Buffer]);
    for (;;) {
      const end = rest.indexOf(NEWLINE);
      if (end === -1) break;
      const [oid = '', type = '', size = ''] = rest.toString('latin1', 0, end).split(' ');
      // An object that is missing has a line and no content.
      const length = type === 'missing' ? -1 : Number(size);
      if (rest.length < end + 1 + length + 1) break;
      const content = rest.subarray(end + 1, end + 1 + length);
      if (length >= 0) yield { oid: oid as Oid, type, content };
      rest = rest.subarray(end + 1 + length + 1);
    }
  }
}
