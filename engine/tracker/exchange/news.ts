import { LRUCache } from 'lru-cache';
import type { PeerId } from '../../../shared/ids.ts';
import { upTo } from '../../../shared/up-to.ts';
import type { Clock } from '../../waiting/alarm.ts';

/**
 * How soon one peer is asked again for what it has heard, in milliseconds: where that is the way to hear it, and where
 * it is heard anyhow. Whoever comes is found by everybody in its projects, and each of them tells all others of news.
 */
const ASKED_AGAIN = { needed: 30_000, heardAnyhow: 10 * 60_000 };
const MOST_PEERS = 4_000;

export interface NewsParts {
  readonly clock: Clock;
  /** For how long what is told is asked for together, in milliseconds. */
  readonly together: number;
  readonly ask: (peer: PeerId) => void;
  /** Whether what this peer has heard is not heard here anyhow. */
  readonly isNeeded: (peer: PeerId) => boolean;
}

/** Asks those who say that they have heard something new, though not all the time. */
export class News implements Disposable {
  readonly #parts: NewsParts;
  /** The numbers of what peers have told of their trackers. */
  readonly #heard = new Map<PeerId, number>();
  /** Whom it is to ask, and when, as the clock's `now`. */
  readonly #waiting = new Map<PeerId, { readonly due: number; readonly takeBack: () => void }>();
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
    this.#waiting.get(peer)?.takeBack();
    this.#waiting.delete(peer);
  }

  [Symbol.dispose](): void {
    for (const { takeBack } of this.#waiting.values()) takeBack();
    this.#waiting.clear();
  }

  #askSoon(peer: PeerId): void {
    const { clock, together, ask, isNeeded } = this.#parts;
    const now = clock.now();
    const again = ASKED_AGAIN[isNeeded(peer) ? 'needed' : 'heardAnyhow'];
    const askedAt = this.#askedAt.get(peer) ?? Number.NEGATIVE_INFINITY;
    const due = Math.max(now + together, askedAt + again);
    const waiting = this.#waiting.get(peer);
    if (waiting !== undefined && waiting.due <= due) return;
    waiting?.takeBack();
    const takeBack = clock.after(due - now, () => {
      this.#waiting.delete(peer);
      this.#askedAt.set(peer, clock.now());
      ask(peer);
    });
    this.#waiting.set(peer, { due, takeBack });
  }
}
