import { type Exchange, Refusal } from '../../gtp/router.ts';
import type { Throttle } from '../../gtp/throttle.ts';
import type { Bytes } from '../../reels/bytes.ts';
import { sendChunks } from './send-chunks.ts';

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
  exchange: Exchange,
  bytes: Bytes,
  { checksum, headers: more }: AnswerHeaders,
  throttle: Throttle,
): Promise<void> {
  const { stream, headers } = exchange;
  const { size } = bytes;
  const etag = `"${checksum}"`;
  const start = requestedStart(headers.range, headers['if-range'], etag);
  if (start >= size && size > 0) throw new Refusal(416, 'nothing behind that byte');
  stream.respond({
    ':status': start > 0 ? 206 : 200,
    'content-type': 'application/octet-stream',
    'content-length': size - start,
    etag,
    ...(start > 0 ? { 'content-range': `bytes ${start}-${size - 1}/${size}` } : {}),
    ...more,
  });
  await sendChunks(exchange, bytes, start, throttle);
  stream.end();
}

function requestedStart(range: unknown, ifRange: unknown, etag: string): number {
  const match = typeof range === 'string' ? /^bytes=(\d{1,15})-$/.exec(range) : null;
  if (match === null || ifRange !== etag) return 0;
  return Number(match[1]);
}
