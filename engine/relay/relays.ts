import { EventEmitter } from 'node:events';
import { formatRelayAddress, type RelayAddress } from '../../shared/domain/reach/relay-address.ts';
import type { PeerId } from '../../shared/ids.ts';
import { UnreachableError } from '../errors/peers.ts';
import type { Link } from '../gtp/link.ts';
import type { StreamHandler } from '../gtp/router.ts';
import type { Identity } from '../identity/identity.ts';
import { RelayLine } from './relay-line.ts';
import { type SlowRelay, SlowRelays } from './slow-relays.ts';

/** Relays of others that this peer comes to at once, to reach somebody there. */
const MOST_BORROWED = 16;
/** Those that a peer names, and that are tried. */
const MOST_TRIED = 2;

export interface RelaysParts {
  readonly identity: Identity;
  /** Answers what peers ask for. */
  readonly handle: StreamHandler;
  /** A peer has come over a relay. */
  readonly onLink: (link: Link) => void;
}

export interface RelayStatus {
  readonly relay: RelayAddress;
  readonly isUp: boolean;
}

/** The relays over which this peer can be reached, and those over which it reaches others. */
export class Relays implements Disposable {
  /** One has come up or gone, or has become slow or quick. */
  readonly events = new EventEmitter<{ changed: [] }>();
  readonly #parts: RelaysParts;
  readonly #lines = new Map<string, RelayLine>();
  readonly #slow = new SlowRelays(() => this.events.emit('changed'));

  constructor(parts: RelaysParts) {
    this.#parts = parts;
  }

  get status(): readonly RelayStatus[] {
    return this.#own.map(({ relay, isUp }) => ({ relay, isUp }));
  }

  /** Those that have held back what went over them, of this peer's and of others. */
  get slow(): readonly SlowRelay[] {
    return this.#slow.all;
  }

  /** Those over which others can reach this peer now. */
  get up(): readonly RelayAddress[] {
    return this.#own.filter(({ isUp }) => isUp).map(({ relay }) => relay);
  }

  /** From now on this peer can be reached over these. */
  use(relays: readonly RelayAddress[]): void {
    const wanted = new Set(relays.map(formatRelayAddress));
    for (const line of this.#lines.values()) if (!wanted.has(line.key)) line.keep(false);
    for (const relay of relays) {
      const known = this.#lines.get(formatRelayAddress(relay));
      if (known === undefined) this.#open(relay, true);
      else if (!known.isOwn) known.keep(true);
    }
    this.events.emit('changed');
  }

  /**
   * A link with a peer that has come to one of these relays: over one that holds back what goes over it only where there is no other.
   * @throws UnreachableError, WrongPeerError, the signal's reason
   */
  async dial(
    relays: readonly RelayAddress[],
    expected: PeerId,
    signal: AbortSignal,
  ): Promise<Link> {
    let failure: unknown = new UnreachableError('a relay');
    let slowOne: Link | null = null;
    const inTurn = this.#slow.quickestFirst(relays).slice(0, MOST_TRIED);
    for (const relay of inTurn) {
      // A relay is no way to itself.
      if (relay.id === expected || relay.id === this.#parts.identity.id) continue;
      try {
        signal.throwIfAborted();
        const link = await this.#lineTo(relay).dial(expected, signal);
        // The other side gave it up for this one.
        slowOne?.[Symbol.dispose]();
        slowOne = link;
        this.#watch(link, relay, inTurn);
        if (!this.#slow.has(relay)) return link;
      } catch (error) {
        if (signal.aborted) slowOne?.[Symbol.dispose]();
        signal.throwIfAborted();
        failure = error;
      }
    }
    if (slowOne !== null) return slowOne;
    throw failure;
  }

  refresh(): void {
    for (const line of this.#lines.values()) line.refresh();
  }

  [Symbol.dispose](): void {
    for (const line of this.#lines.values()) line[Symbol.dispose]();
    this.#lines.clear();
  }

  /** A link over a relay that becomes slow is given up where there is another: it is dialled again over that. */
  #watch(link: Link, relay: RelayAddress, relays: readonly RelayAddress[]): void {
    this.#slow.watch(link, relay, () => {
      if (relays.some((other) => !this.#slow.has(other))) link[Symbol.dispose]();
    });
  }

  get #own(): readonly RelayLine[] {
    return [...this.#lines.values()].filter(({ isOwn }) => isOwn);
  }

  /** @throws UnreachableError where too many are in use */
  #lineTo(relay: RelayAddress): RelayLine {
    const known = this.#lines.get(formatRelayAddress(relay));
    if (known !== undefined) return known;
    const borrowed = this.#lines.size - this.#own.length;
    if (borrowed >= MOST_BORROWED) throw new UnreachableError('so many relays at once');
    return this.#open(relay, false);
  }

  #open(relay: RelayAddress, isOwn: boolean): RelayLine {
    const line: RelayLine = new RelayLine({
      ...{ ...this.#parts, relay, isOwn, slow: this.#slow },
      onChange: () => this.events.emit('changed'),
      onUnused: () => {
        this.#lines.delete(line.key);
        line[Symbol.dispose]();
      },
    });
    this.#lines.set(line.key, line);
    return line;
  }
}
