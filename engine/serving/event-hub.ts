import type { ServerHttp2Stream } from 'node:http2';
import type { GtpEvent } from '../../shared/gtp/events.ts';
import type { PeerId } from '../../shared/ids.ts';
import { type Exchange, Refusal } from '../gtp/router.ts';

/** What a subscriber may leave unread before it is cut off, in bytes. */
const MAX_UNREAD = 4 * 1024 * 1024;
/** Streams of one peer: one, and for a moment that of a connection which another one replaces. */
const MAX_PER_PEER = 4;

/** The open events streams, one line of JSON for each event. */
export class EventHub {
  readonly #streams = new Map<ServerHttp2Stream, PeerId>();

  /**
   * @param first what a new subscriber hears before anything else
   * @throws Refusal
   */
  subscribe({ peer, stream }: Exchange, first: readonly GtpEvent[]): void {
    const own = [...this.#streams.values()].filter((other) => other === peer);
    if (own.length >= MAX_PER_PEER) throw new Refusal(429, 'you are told already');
    stream.respond({ ':status': 200, 'content-type': 'application/x-ndjson' });
    for (const event of first) send(stream, event);
    this.#streams.set(stream, peer);
    stream.once('close', () => this.#streams.delete(stream));
  }

  announce(event: GtpEvent): void {
    for (const stream of this.#streams.keys()) send(stream, event);
  }
}

function send(stream: ServerHttp2Stream, event: GtpEvent): void {
  stream.write(`${JSON.stringify(event)}\n`);
  if (stream.writableLength > MAX_UNREAD) stream.destroy();
}
