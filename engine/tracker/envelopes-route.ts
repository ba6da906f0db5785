import { LRUCache } from 'lru-cache';
import {
  type ExchangeAnswer,
  type Exchange as ExchangeRequest,
  exchangeSchema,
} from '../../shared/gtp/tracker.ts';
import type { PeerId } from '../../shared/ids.ts';
import { Bodies } from '../gtp/bodies.ts';
import { type Exchange, Refusal, sendJson } from '../gtp/router.ts';

/** How soon one peer may ask again, in milliseconds. */
const AGAIN = 2_000;
const REMEMBERED = 2_000;

/** Tells others where peers of their projects are: what trackers say, and what others have told. */
export class EnvelopesRoute {
  readonly #bodies: Bodies;
  readonly #answer: (peer: PeerId, request: ExchangeRequest) => ExchangeAnswer;
  readonly #asked = new LRUCache<PeerId, true>({
    ...{ max: REMEMBERED, ttl: AGAIN, noUpdateTTL: true },
  });

  constructor(
    isStranger: (peer: PeerId) => boolean,
    answer: (peer: PeerId, request: ExchangeRequest) => ExchangeAnswer,
  ) {
    this.#bodies = new Bodies(isStranger);
    this.#answer = answer;
  }

  /** @throws Refusal */
  async answer(exchange: Exchange): Promise<void> {
    if (this.#asked.has(exchange.peer)) throw new Refusal(429, 'you have just asked');
    this.#asked.set(exchange.peer, true);
    const request = await this.#bodies.read(exchange, exchangeSchema);
    sendJson(exchange, this.#answer(exchange.peer, request));
  }
}
