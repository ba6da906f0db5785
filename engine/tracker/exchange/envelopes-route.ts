import {
  type ExchangeAnswer,
  type Exchange as ExchangeRequest,
  exchangeSchema,
} from '../../../shared/gtp/tracker.ts';
import type { PeerId } from '../../../shared/ids.ts';
import { Bodies } from '../../gtp/bodies.ts';
import { type Exchange, Refusal, sendJson } from '../../gtp/router.ts';
import { ExchangePace } from './exchange-pace.ts';

/** Tells others where peers of their projects are: what trackers say, and what others have told. */
export class EnvelopesRoute {
  readonly #bodies: Bodies;
  readonly #answer: (peer: PeerId, request: ExchangeRequest) => ExchangeAnswer;
  readonly #pace = new ExchangePace();

  constructor(
    isStranger: (peer: PeerId) => boolean,
    answer: (peer: PeerId, request: ExchangeRequest) => ExchangeAnswer,
  ) {
    this.#bodies = new Bodies(isStranger);
    this.#answer = answer;
  }

  /** @throws Refusal */
  async answer(exchange: Exchange): Promise<void> {
    if (!this.#pace.mayAsk(exchange.peer)) throw new Refusal(429, 'you have just asked');
    const request = await this.#bodies.read(exchange, exchangeSchema);
    sendJson(exchange, this.#answer(exchange.peer, request));
  }
}
