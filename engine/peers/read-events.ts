import { TokenBucket } from 'limiter';
import { z } from 'zod';
import { eventSchema, type GtpEvent } from '../../shared/gtp/events.ts';
import { LIMITS } from '../../shared/gtp/limits.ts';
import { ROUTES } from '../../shared/gtp/routes.ts';
import { ProtocolError } from '../errors/peer-failures.ts';
import type { Link } from '../gtp/link.ts';
import { MalformedAnswerError, parseLine, readLines } from '../gtp/read-response.ts';

/**
 * How many events are heard, at once and from then on in each second: many times as many as any transfer
 * gives rise to. A long one counts for several, one for each so many bytes.
 */
const AT_ONCE = 10_000;
const PER_SECOND = 500;
const BYTES = 4 * 1024;

/** Types of later versions are passed over. */
const anyEventSchema = eventSchema.or(z.unknown().transform(() => null));

/**
 * Calls `onEvent` for each event of a peer's stream; settles when the stream ends. Who tells more than can be
 * heard waits: what is not read yet is not sent, either.
 * @throws ProtocolError, LinkClosedError
 */
export async function readEvents(
  link: Link,
  onEvent: (event: GtpEvent) => void,
  signal: AbortSignal,
): Promise<void> {
  const response = await link.request({ method: 'GET', path: ROUTES.events, signal });
  if (response.status !== 200) {
    throw new ProtocolError('It tells of no changes, so its list may be out of date.');
  }
  const bucket = new TokenBucket({
    ...{ bucketSize: AT_ONCE, tokensPerInterval: PER_SECOND, interval: 'second' },
  });
  bucket.content = AT_ONCE;
  try {
    for await (const line of readLines(response, LIMITS.eventBytes)) {
      await bucket.removeTokens(1 + Math.floor(line.length / BYTES));
      const event = parseLine(line, anyEventSchema);
      if (event !== null) onEvent(event);
    }
  } catch (cause) {
    if (!(cause instanceof MalformedAnswerError)) throw cause;
    const sentence = 'It told of a change in a way that Shoal does not understand.';
    throw new ProtocolError(sentence, { cause });
  }
}
