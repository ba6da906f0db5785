import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { type Exchange, Refusal } from '../gtp/router.ts';

/**
 * Sends a file with its entity tag, from the byte asked for (RFC 9110, section 14: one open-ended
 * range, valid only while `If-Range` still names the same content).
 */
export async function sendFile(
  { stream, headers, signal }: Exchange,
  path: string,
  etag: string,
): Promise<void> {
  const { size } = await stat(path);
  const start = requestedStart(headers.range, headers['if-range'], etag);
  if (start >= size && size > 0) throw new Refusal(416, 'nothing behind that byte');
  stream.respond({
    ':status': start > 0 ? 206 : 200,
    'content-type': 'application/x-git-pack',
    'content-length': size - start,
    etag,
    ...(start > 0 ? { 'content-range': `bytes ${start}-${size - 1}/${size}` } : {}),
  });
  await pipeline(createReadStream(path, { start, highWaterMark: 256 * 1024 }), stream, { signal });
}

function requestedStart(range: unknown, ifRange: unknown, etag: string): number {
  const match = typeof range === 'string' ? /^bytes=(\d{1,15})-$/.exec(range) : null;
  if (match === null || ifRange !== etag) return 0;
  return Number(match[1]);
}
