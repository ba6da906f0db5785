import pLimit from 'p-limit';
import type { RelayAddress } from '../../../shared/domain/reach/relay-address.ts';
import type { PeerId } from '../../../shared/ids.ts';
import { type DialOptions, dial } from '../../gtp/dial.ts';
import type { Link } from '../../gtp/link.ts';
import type { Places } from './dialler.ts';

/** Peers never met before that are dialled at once: anyone can make them up by the thousand. */
const STRANGERS_DIALLED = 16;
/** How long addresses may take where there is a relay, too, in milliseconds. */
const DIRECT_WITHIN = 3_000;

/** Reaches peers over relays. */
export interface OverRelays {
  dial(relays: readonly RelayAddress[], expected: PeerId, signal: AbortSignal): Promise<Link>;
}

/** The ways to another peer: its addresses, and, when none of them answers, a relay that both come to. */
export class Ways {
  readonly #options: Pick<DialOptions, 'identity' | 'handle' | 'port'>;
  readonly #relays: OverRelays;
  readonly #strangersTurns = pLimit(STRANGERS_DIALLED);

  constructor(options: Pick<DialOptions, 'identity' | 'handle' | 'port'>, relays: OverRelays) {
    this.#options = options;
    this.#relays = relays;
  }

  /** @throws UnreachableError, WrongPeerError, the signal's reason */
  async dial(
    expected: PeerId,
    places: Places,
    { isStranger, signal }: { readonly isStranger: boolean; readonly signal: AbortSignal },
  ): Promise<Link> {
    if (!isStranger) return this.#dialInOrder(expected, places, signal);
    return this.#strangersTurns(() => {
      signal.throwIfAborted();
      return this.#dialInOrder(expected, places, signal);
    });
  }

  /** One after the other: of two connections that came at once, the other side might keep the wrong one. */
  async #dialInOrder(
    expected: PeerId,
    { endpoints, relays }: Places,
    signal: AbortSignal,
  ): Promise<Link> {
    if (endpoints.length === 0) return this.#relays.dial(relays, expected, signal);
    const late = relays.length === 0 ? [] : [AbortSignal.timeout(DIRECT_WITHIN)];
    const options = { ...this.#options, expected, signal: AbortSignal.any([signal, ...late]) };
    try {
      return await dial(endpoints, options);
    } catch (error) {
      signal.throwIfAborted();
      if (relays.length === 0) throw error;
      return this.#relays.dial(relays, expected, signal);
    }
  }
}
