import { setImmediate as nextLoop } from 'node:timers/promises';
import type { z } from 'zod';
import { LIMITS } from '../../shared/gtp/limits.ts';
import type { PeerId } from '../../shared/ids.ts';
import { deferred } from '../waiting/deferred.ts';
import { FairTurns } from '../waiting/fair-turns.ts';
import { type Body, type BodyBounds, BodyBudget, NoRoomError } from './body-budget.ts';
import { collect, TooLargeError } from './collect.ts';
import { type Exchange, Refusal } from './router.ts';

const MIB = 1024 * 1024;
const BOUNDS: BodyBounds = { all: 32 * MIB, strangers: 16 * MIB, perPeer: 2 * LIMITS.requestBytes };
/** How long a body may take to come in full, in milliseconds: at its largest, some 140 kB a second. */
const LONGEST = 15_000;
/** Up to this size, in bytes, a body is read in no time. */
const SMALL = 16 * 1024;

/** Reads what callers send with their requests, within bounds of time and memory. */
export class Bodies {
  readonly #budget: BodyBudget<PeerId>;
  readonly #parsing: FairTurns<PeerId>;
  readonly #longest: number;

  /** @param longest how long a body may take to come in full, in milliseconds */
  constructor(isStranger: (peer: PeerId) => boolean, longest = LONGEST) {
    this.#budget = new BodyBudget(BOUNDS, isStranger);
    this.#parsing = new FairTurns({ room: 1, isStranger });
    this.#longest = longest;
  }

  /** The request's body as JSON that fits the schema. @throws Refusal */
  async read<S extends z.ZodType>(exchange: Exchange, schema: S): Promise<z.output<S>> {
    const { peer, signal } = exchange;
    const body = this.#budget.open(peer);
    try {
      const bytes = await this.#receive(exchange, body);
      if (bytes.length <= SMALL) return parse(bytes, schema);
      return await this.#parsing.take(
        () => [peer],
        signal,
        async () => {
          // Between two large ones, others are heard.
          await nextLoop();
          return parse(bytes, schema);
        },
      );
    } finally {
      body[Symbol.dispose]();
    }
  }

  async #receive({ stream }: Exchange, body: Body): Promise<Buffer> {
    const late = deferred<never>();
    const timer = setTimeout(
      () => late.reject(new Refusal(408, 'the request did not come in time')),
      this.#longest,
    );
    const giveWay = () => late.reject(body.signal.reason);
    body.signal.addEventListener('abort', giveWay, { once: true });
    try {
      const options = { meter: body, sparesStream: true };
      const collecting = collect(stream, LIMITS.requestBytes, options);
      return await Promise.race([collecting, late.promise]);
    } catch (error) {
      if (error instanceof TooLargeError) throw new Refusal(413, 'the request is too large');
      if (error instanceof NoRoomError)
        throw new Refusal(503, 'too many requests are on their way');
      throw error;
    } finally {
      clearTimeout(timer);
    }
  }
}

function parse<S extends z.ZodType>(bytes: Buffer, schema: S): z.output<S> {
  let value: unknown;
  try {
    value = JSON.parse(bytes.toString('utf8'));
  } catch {
    throw new Refusal(400, 'the request is not JSON');
  }
  const result = schema.safeParse(value);
  if (!result.success) throw new Refusal(400, 'the request has not the right form');
  return result.data;
}
