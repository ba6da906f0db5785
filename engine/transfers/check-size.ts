import { statfs } from 'node:fs/promises';
import type { Oid } from '../../shared/ids.ts';
import { NotEnoughRoomError } from '../errors/interruptions.ts';
import { TooManyBytesError, TooManyFilesError } from '../errors/peer-failures.ts';
import { listTree } from '../git/ls-tree.ts';
import type { GitPlace } from '../git/run.ts';

/** What somebody whom nobody trusts may have written out: a few folders can hold more files than any disk. */
const MOST_FILES = 2_000_000;
/** Zeros become a thousandth; what people write becomes a third, and a file under ten names comes once. */
const MOST_FOR_EACH_BYTE = 200;
/** Up to this, in bytes, it does not matter of how few it comes. */
const LITTLE = 1024 ** 3;

interface Checkout {
  /** The folder that is written into. */
  readonly cwd: string;
  readonly commit: Oid;
  /** What is there already, and gives its place; null for an empty folder. */
  readonly instead: Oid | null;
  /** How much came for it, in bytes. */
  readonly arrived: number;
  /** Whoever is to be named. */
  readonly sender: string;
}

/**
 * Counts what a checkout would write, before it does: kilobytes can hold terabytes.
 * @throws TooManyFilesError, TooManyBytesError, NotEnoughRoomError
 */
export async function checkSize(
  place: GitPlace,
  { cwd, commit, instead, arrived, sender }: Checkout,
  signal: AbortSignal,
): Promise<void> {
  const most = Math.max(LITTLE, MOST_FOR_EACH_BYTE * arrived);
  const { bavail, bsize } = await statfs(cwd);
  const room = bavail * bsize;
  let files = 0;
  let bytes = 0;
  if (instead !== null) {
    for await (const file of listTree({ ...place, cwd }, instead, signal)) {
      files -= 1;
      bytes -= file.bytes;
    }
  }
  for await (const file of listTree({ ...place, cwd }, commit, signal)) {
    files += 1;
    bytes += file.bytes;
    if (files > MOST_FILES) throw new TooManyFilesError(sender, MOST_FILES);
    if (bytes > most) throw new TooManyBytesError(sender, most);
  }
  if (bytes > room) throw new NotEnoughRoomError(bytes, room);
}
