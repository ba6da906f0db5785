import { LRUCache } from 'lru-cache';
import type { PeerId } from '../../shared/ids.ts';
import { upTo } from '../../shared/up-to.ts';
import type { Clock } from '../waiting/alarm.ts';

/** How soon one peer is asked again for what it has heard, in milliseconds. */
const ASKED_AGAIN = 30_000;
const MOST_PEERS = 4_000;

export interface NewsParts {
  readonly clock: Clock;
  /** For how long what is told is asked for together, in milliseconds. */
  readonly together: number;
  readonly ask: (peer: PeerId) => void;
}

/** Asks those who say that they have heard something new, though not all the time. */
export class News implements Disposable {
  readonly #parts: NewsParts;
  /** The numbers of what peers have told of their trackers. */
  readonly #heard = new Map<PeerId, number>();
  /** Whom it is soon to ask: what takes that back. */
  readonly #waiting = new Map<PeerId, () => void>();
  readonly #askedAt = new LRUCache<PeerId, number>(upTo(MOST_PEERS));

  constructor(parts: NewsParts) {
    this.#parts = parts;
  }

  /** Somebody who is connected has told of news. @param seq their number */
  told(peer: PeerId, seq: number): void {
    if (seq <= (this.#heard.get(peer) ?? 0)) return;
    this.#heard.set(peer, seq);
    this.#askSoon(peer);
  }

  left(peer: PeerId): void {
    this.#heard.delete(peer);
    this.#waiting.get(peer)?.();
    this.#waiting.delete(peer);
  }

  [Symbol.dispose](): void {
    for (const takeBack of this.#waiting.values()) takeBack();
    this.#waiting.clear();
  }

  #askSoon(peer: PeerId): void {
    if (this.#waiting.has(peer)) return;
    const { clock, together, ask } = this.#parts;
    const since = clock.now() - (this.#askedAt.get(peer) ?? Number.NEGATIVE_INFINITY);
    const takeBack = clock.after(Math.max(together, ASKED_AGAIN - since), () => {
      this.#waiting.delete(peer);
      this.#askedAt.set(peer, clock.now());
      ask(peer);
    });
    this.#waiting.set(peer, takeBack);
  }
}
