import type { ServerHttp2Stream } from 'node:http2';
import type { GtpEvent } from '../../shared/gtp/events.ts';

/** What a subscriber may leave unread before it is cut off, in bytes. */
const MAX_UNREAD = 1024 * 1024;

/** The open events streams, one line of JSON for each event. */
export class EventHub {
  readonly #streams = new Set<ServerHttp2Stream>();

  subscribe(stream: ServerHttp2Stream): void {
    stream.respond({ ':status': 200, 'content-type': 'application/x-ndjson' });
    this.#streams.add(stream);
    stream.once('close', () => this.#streams.delete(stream));
  }

  announce(event: GtpEvent): void {
    const line = `${JSON.stringify(event)}\n`;
    for (const stream of this.#streams) {
      stream.write(line);
      if (stream.writableLength > MAX_UNREAD) stream.destroy();
    }
  }
}
