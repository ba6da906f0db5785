import { eventSchema, type GtpEvent } from '../../shared/gtp/events.ts';
import { LIMITS } from '../../shared/gtp/limits.ts';
import { ROUTES } from '../../shared/gtp/routes.ts';
import { ProtocolError } from '../errors.ts';
import type { Link } from '../gtp/link.ts';

/**
 * Calls `onEvent` for each event of a peer's stream; settles when the stream ends.
 * @throws ProtocolError, LinkClosedError
 */
export async function readEvents(
  link: Link,
  onEvent: (event: GtpEvent) => void,
  signal: AbortSignal,
): Promise<void> {
  const { status, body } = await link.request({ method: 'GET', path: ROUTES.events, signal });
  if (status !== 200)
    throw new ProtocolError('It tells of no changes, so its list may be out of date.');
  let text = '';
  body.setEncoding('utf8');
  for await (const chunk of body) {
    text += chunk as string;
    const lines = text.split('\n');
    text = lines.pop() ?? '';
    if (text.length > LIMITS.eventBytes)
      throw new ProtocolError('It told of a change in a way that Shoal does not understand.');
    for (const line of lines) {
      const event = eventSchema.safeParse(parseJson(line));
      // Types of later versions are passed over.
      if (event.success) onEvent(event.data);
    }
  }
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    throw new ProtocolError('It told of a change in a way that Shoal does not understand.');
  }
}
