import { LRUCache } from 'lru-cache';
import { formatRelayAddress, type RelayAddress } from '../../shared/domain/reach/relay-address.ts';
import type { Link } from '../gtp/link.ts';

/** A round trip over a relay that takes longer, in milliseconds, though hardly anything else goes over it, is slow. */
const SLOW = 2_000;
/** How much may go over a link meanwhile, in bytes, without its being the reason. */
const LITTLE = 64 * 1024;
/** How many in a row make a relay slow: one may be somebody who opens a laptop. */
const IN_A_ROW = 2;
/** How long one that was slow is used only where there is no other, in milliseconds. */
const REMEMBERED_FOR = 10 * 60_000;
const MOST = 64;

export interface SlowRelay {
  readonly relay: RelayAddress;
  /** How long something took there and back, in milliseconds, at the least. */
  readonly took: number;
}

/** Which relays hold back what goes over them: others are used where there are any, and the user is told. */
export class SlowRelays {
  readonly #slow: LRUCache<string, SlowRelay>;
  readonly #onChange: () => void;

  /** @param onChange one was found, or has turned out to be quick again */
  constructor(onChange: () => void) {
    this.#onChange = onChange;
    this.#slow = new LRUCache({
      ...{ max: MOST, ttl: REMEMBERED_FOR, ttlAutopurge: true },
      disposeAfter: (_slow, _key, reason) => {
        if (reason === 'expire') onChange();
      },
    });
  }

  get all(): SlowRelay[] {
    return [...this.#slow.values()];
  }

  has(relay: RelayAddress): boolean {
    return this.#slow.has(formatRelayAddress(relay));
  }

  /** Those that are not slow first; otherwise in the order that they have. */
  quickestFirst(relays: readonly RelayAddress[]): RelayAddress[] {
    return [...relays].sort((one, other) => Number(this.has(one)) - Number(this.has(other)));
  }

  /** Something went there and back over a relay while nothing else did. @param took in milliseconds */
  took(relay: RelayAddress, took: number): void {
    const key = formatRelayAddress(relay);
    if (took > SLOW) this.#slow.set(key, { relay, took });
    else if (!this.#slow.delete(key)) return;
    this.#onChange();
  }

  /** Somebody whom a relay had joined did not answer over it. @param after so many milliseconds */
  heldBack(relay: RelayAddress, after: number): void {
    if (after > SLOW) this.took(relay, after);
  }

  /** Watches the signs of life of a link over a relay. @param onSlow it has become slow */
  watch(link: Link, relay: RelayAddress, onSlow: () => void): void {
    let inARow = 0;
    link.onRoundTrip(({ took, moved }) => {
      if (took > SLOW && moved > LITTLE) return;
      inARow = took > SLOW ? inARow + 1 : 0;
      if (inARow === 1) return;
      this.took(relay, took);
      if (inARow === IN_A_ROW) onSlow();
    });
  }
}
