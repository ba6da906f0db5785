import type { ServerHttp2Stream } from 'node:http2';
import { pipeline, Transform } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import type { TLSSocket } from 'node:tls';
import { ROUTES } from '../../shared/gtp/routes.ts';
import type { PeerId } from '../../shared/ids.ts';
import { Link } from '../gtp/link.ts';

/** What a relay does with what goes one way over it. */
export interface Holding {
  /** How long each piece is held, in milliseconds. */
  readonly held: number;
  /** No more bytes in one piece: the rest is held behind it. */
  readonly atOnce?: number;
}

export const AT_ONCE: Holding = { held: 0 };

/** Passes on what peers say to each other, as a relay does, but takes its time, in either direction. */
export class DelayingRelay implements Disposable {
  readonly #links = new Map<PeerId, Link>();
  /** What comes from who dialled, and what goes back to it. */
  to: Holding;
  back: Holding;
  /** How often somebody was to be joined with somebody. */
  joins = 0;

  constructor(to: Holding, back: Holding) {
    this.to = to;
    this.back = back;
  }

  accept(peer: PeerId, socket: TLSSocket, address: string): void {
    const link = Link.accepted({ peer, address }, socket, (stream, headers, from) => {
      stream.on('error', () => {});
      const to = headers[':path']?.slice(ROUTES.join('' as PeerId).length) as PeerId;
      void this.#join(stream, from, to).catch(() => stream.close());
    });
    this.#links.set(peer, link);
  }

  [Symbol.dispose](): void {
    for (const link of this.#links.values()) link[Symbol.dispose]();
  }

  async #join(stream: ServerHttp2Stream, from: PeerId, to: PeerId): Promise<void> {
    this.joins += 1;
    const target = this.#links.get(to);
    if (target === undefined) return stream.respond({ ':status': 404 }, { endStream: true });
    const tunnel = await target.open(ROUTES.joined(from), new AbortController().signal);
    tunnel.stream.on('error', () => {});
    stream.respond({ ':status': 200 });
    pipeline(
      stream,
      holding(() => this.to),
      tunnel.stream,
      () => stream.destroy(),
    );
    pipeline(
      tunnel.stream,
      holding(() => this.back),
      stream,
      () => tunnel.stream.destroy(),
    );
  }
}

function holding(how: () => Holding): Transform {
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      const pass = async () => {
        const { held, atOnce = chunk.length } = how();
        for (let start = 0; start < chunk.length; start += atOnce) {
          await sleep(held);
          if (this.destroyed) return;
          this.push(chunk.subarray(start, start + atOnce));
        }
      };
      pass().then(() => done(), done);
    },
  });
}
