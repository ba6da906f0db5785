import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { type Exchange, Refusal } from '../gtp/router.ts';
import type { Throttle } from '../gtp/throttle.ts';

export interface FileToSend {
  readonly path: string;
  /** Names the content (RFC 9110, section 8.8.3), quotes included. */
  readonly etag: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * Sends a file with its entity tag, from the byte asked for (RFC 9110, section 14: one open-ended
 * range, valid only while `If-Range` still names the same content).
 */
export async function sendFile(
  { stream, headers, peer }: Exchange,
  file: FileToSend,
  throttle: Throttle,
): Promise<void> {
  const { size } = await stat(file.path);
  const start = requestedStart(headers.range, headers['if-range'], file.etag);
  if (start >= size && size > 0) throw new Refusal(416, 'nothing behind that byte');
  stream.respond({
    ':status': start > 0 ? 206 : 200,
    'content-type': 'application/octet-stream',
    'content-length': size - start,
    etag: file.etag,
    ...(start > 0 ? { 'content-range': `bytes ${start}-${size - 1}/${size}` } : {}),
    ...file.headers,
  });
  // Not `respondWithFile`: in a worker thread it closes descriptors behind Node's back, and crashes.
  const content = createReadStream(file.path, { start, highWaterMark: 256 * 1024 });
  // No signal: a stream that was sent to its end closes, too, and that would look like giving up.
  if (throttle.isOpen) await pipeline(content, stream);
  else await pipeline(content, throttle.stream(peer), stream);
}

function requestedStart(range: unknown, ifRange: unknown, etag: string): number {
  const match = typeof range === 'string' ? /^bytes=(\d{1,15})-$/.exec(range) : null;
  if (match === null || ifRange !== etag) return 0;
  return Number(match[1]);
}
