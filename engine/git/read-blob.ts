import type { Oid } from '../../shared/ids.ts';
import { type GitPlace, start } from './run.ts';

/** The first bytes of a blob, at most `limit`. */
export async function readBlob(
  place: GitPlace,
  blob: Oid,
  limit: number,
  signal?: AbortSignal,
): Promise<Buffer> {
  const running = start(place, ['cat-file', 'blob', '--end-of-options', blob], { signal });
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of running.stdout) {
    chunks.push(chunk as Buffer);
    size += (chunk as Buffer).length;
    if (size >= limit) break;
  }
  if (size < limit) await running.exit;
  else running[Symbol.dispose]();
  return Buffer.concat(chunks).subarray(0, limit);
}
