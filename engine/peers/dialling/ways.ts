import pLimit from 'p-limit';
import type { RelayAddress } from '../../../shared/domain/reach/relay-address.ts';
import type { PeerId } from '../../../shared/ids.ts';
import { UnreachableError } from '../../errors/peers.ts';
import { type DialOptions, dial } from '../../gtp/dial.ts';
import type { Link } from '../../gtp/link.ts';
import type { DialWays } from './dialler.ts';

/** Peers never met before that are dialled at once: anyone can make them up by the thousand. */
const STRANGERS_DIALLED = 16;
/** How long addresses may take where there is another way, too, in milliseconds. */
const DIRECT_WITHIN = 3_000;

/** Reaches peers over relays. */
export interface OverRelays {
  dial(relays: readonly RelayAddress[], expected: PeerId, signal: AbortSignal): Promise<Link>;
}

/** Reaches peers through the routers of both sides. */
export interface ByPunching {
  dial(expected: PeerId, signal: AbortSignal): Promise<Link>;
}

type Attempt = (signal: AbortSignal) => Promise<Link>;

/** The ways to another peer: its addresses; else a relay that both come to; else hole punching. */
export class Ways {
  readonly #options: Pick<DialOptions, 'identity' | 'handle' | 'port'>;
  readonly #relays: OverRelays;
  readonly #punching: ByPunching;
  readonly #strangersTurns = pLimit(STRANGERS_DIALLED);

  constructor(
    options: Pick<DialOptions, 'identity' | 'handle' | 'port'>,
    relays: OverRelays,
    punching: ByPunching,
  ) {
    this.#options = options;
    this.#relays = relays;
    this.#punching = punching;
  }

  /** @throws UnreachableError, WrongPeerError, the signal's reason */
  async dial(
    expected: PeerId,
    ways: DialWays,
    { isStranger, signal }: { readonly isStranger: boolean; readonly signal: AbortSignal },
  ): Promise<Link> {
    if (!isStranger) return this.#dialInOrder(expected, ways, signal);
    return this.#strangersTurns(() => {
      signal.throwIfAborted();
      return this.#dialInOrder(expected, ways, signal);
    });
  }

  /** One after the other: of two connections that came at once, the other side might keep the wrong one. */
  async #dialInOrder(expected: PeerId, ways: DialWays, signal: AbortSignal): Promise<Link> {
    const attempts = this.#attempts(expected, ways);
    let failure: unknown = new UnreachableError('any place that is known');
    for (const attempt of attempts) {
      signal.throwIfAborted();
      try {
        return await attempt(signal);
      } catch (error) {
        signal.throwIfAborted();
        failure = error;
      }
    }
    throw failure;
  }

  #attempts(expected: PeerId, { endpoints, relays, punches }: DialWays): Attempt[] {
    const isOnlyWay = relays.length === 0 && !punches;
    const direct: Attempt = (signal) => {
      const late = isOnlyWay ? [] : [AbortSignal.timeout(DIRECT_WITHIN)];
      const within = AbortSignal.any([signal, ...late]);
      return dial(endpoints, { ...this.#options, expected, signal: within });
    };
    const relayed: Attempt = (signal) => this.#relays.dial(relays, expected, signal);
    const punched: Attempt = (signal) => this.#punching.dial(expected, signal);
    return [
      ...(endpoints.length > 0 ? [direct] : []),
      ...(relays.length > 0 ? [relayed] : []),
      ...(punches ? [punched] : []),
    ];
  }
}
