import type { ServerHttp2Stream } from 'node:http2';
import type { GtpEvent } from '../../shared/gtp/events.ts';

/** What a subscriber may leave unread before it is cut off, in bytes. */
const MAX_UNREAD = 4 * 1024 * 1024;

/** The open events streams, one line of JSON for each event. */
export class EventHub {
  readonly #streams = new Set<ServerHttp2Stream>();

  /** @param first what a new subscriber hears before anything else */
  subscribe(stream: ServerHttp2Stream, first: readonly GtpEvent[]): void {
    stream.respond({ ':status': 200, 'content-type': 'application/x-ndjson' });
    for (const event of first) send(stream, event);
    this.#streams.add(stream);
    stream.once('close', () => this.#streams.delete(stream));
  }

  announce(event: GtpEvent): void {
    for (const stream of this.#streams) send(stream, event);
  }
}

function send(stream: ServerHttp2Stream, event: GtpEvent): void {
  stream.write(`${JSON.stringify(event)}\n`);
  if (stream.writableLength > MAX_UNREAD) stream.destroy();
}
