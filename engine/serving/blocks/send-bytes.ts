import { pipeline } from 'node:stream/promises';
import { type Exchange, Refusal } from '../../gtp/router.ts';
import type { Throttle } from '../../gtp/throttle.ts';
import type { Bytes } from '../../reels/bytes.ts';

export interface AnswerHeaders {
  /** Names the content, in hex: its entity tag (RFC 9110, section 8.8.3). */
  readonly checksum: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * Sends bytes with their entity tag, from the one asked for (RFC 9110, section 14: one open-ended
 * range, valid only while `If-Range` still names the same content).
 */
export async function sendBytes(
  { stream, headers, peer }: Exchange,
  bytes: Bytes,
  { checksum, headers: more }: AnswerHeaders,
  throttle: Throttle,
): Promise<void> {
  const { size } = bytes;
  const etag = `"${checksum}"`;
  const start = requestedStart(headers.range, headers['if-range'], etag);
  if (start >= size && size > 0) throw new Refusal(416, 'nothing behind that byte');
  const content = bytes.read(start);
  stream.respond({
    ':status': start > 0 ? 206 : 200,
    'content-type': 'application/octet-stream',
    'content-length': size - start,
    etag,
    ...(start > 0 ? { 'content-range': `bytes ${start}-${size - 1}/${size}` } : {}),
    ...more,
  });
  // No signal: a stream that was sent to its end closes, too, and that would look like giving up.
  if (throttle.isOpen) await pipeline(content, stream);
  else await pipeline(content, throttle.stream(peer), stream);
}

function requestedStart(range: unknown, ifRange: unknown, etag: string): number {
  const match = typeof range === 'string' ? /^bytes=(\d{1,15})-$/.exec(range) : null;
  if (match === null || ifRange !== etag) return 0;
  return Number(match[1]);
}
