import type { IncomingHttpHeaders, ServerHttp2Stream } from 'node:http2';
import type { Duplex } from 'node:stream';
import {
  formatRelayAddress,
  type RelayAddress,
  relayPlace,
} from '../../shared/domain/reach/relay-address.ts';
import { ROUTES } from '../../shared/gtp/routes.ts';
import type { PeerId } from '../../shared/ids.ts';
import { UnreachableError } from '../errors/peers.ts';
import { dialRelay } from '../gtp/dial.ts';
import { tlsAcceptor, tlsOver } from '../gtp/inside/inner-tls.ts';
import { Link } from '../gtp/link.ts';
import type { Identity } from '../identity/identity.ts';
import { Alarm } from '../waiting/alarm.ts';
import { BackOff } from '../waiting/back-off.ts';
import type { SlowRelays } from './slow-relays.ts';

/** How long a relay that is no own one is kept while nothing goes over it, in milliseconds. */
const UNUSED = 60_000;
const REDIAL = { first: 1_000, most: 60_000, spread: 0.5, steadyAfter: 10_000 };
/** How long a relay may take to bring somebody, in milliseconds. */
const ANSWER_WITHIN = 12_000;
/** How long a sign of life may take when the network has changed, in milliseconds. */
const SIGN_WITHIN = 3_000;
const JOINED = new RegExp(`^${ROUTES.joined('' as PeerId)}[a-z2-7]{52}$`);

export interface RelayLineParts {
  readonly identity: Identity;
  readonly relay: RelayAddress;
  /** Whether it is kept up for others to come over it. */
  readonly isOwn: boolean;
  readonly handle: Parameters<typeof Link.accepted>[2];
  /** Hears how long it takes over it. */
  readonly slow: SlowRelays;
  /** A peer has come over the relay. */
  readonly onLink: (link: Link) => void;
  readonly onChange: () => void;
  /** Nothing has gone over it for a while. */
  readonly onUnused: () => void;
}

/** The connection to one relay: peers come over it, and are reached over it. */
export class RelayLine implements Disposable {
  readonly relay: RelayAddress;
  readonly #parts: RelayLineParts;
  readonly #accept: (stream: Duplex) => void;
  readonly #abort = new AbortController();
  readonly #backOff = new BackOff(REDIAL);
  readonly #redial = new Alarm(() => void this.#connected().catch(() => {}));
  readonly #unused = new Alarm(() => {
    if (this.#streams === 0) this.#parts.onUnused();
  });
  #link: Promise<Link> | null = null;
  #standing: Link | null = null;
  #streams = 0;
  #isOwn: boolean;

  constructor(parts: RelayLineParts) {
    const { identity, relay, handle, onLink, slow } = parts;
    this.#parts = parts;
    this.relay = relay;
    this.#isOwn = parts.isOwn;
    const address = relayPlace(relay);
    this.#accept = tlsAcceptor(identity, (peer, socket) => {
      const link = Link.accepted({ peer, address, way: 'relayed' }, socket, handle);
      slow.watch(link, relay, () => {});
      onLink(link);
    });
    if (this.#isOwn) this.#redial.ringIn(0);
    else this.#rest();
  }

  get key(): string {
    return formatRelayAddress(this.relay);
  }

  /** Whether it is connected, so that others can come over it. */
  get isUp(): boolean {
    return this.#standing !== null;
  }

  get isOwn(): boolean {
    return this.#isOwn;
  }

  /** From now on it is kept up, or only as long as something goes over it. */
  keep(isOwn: boolean): void {
    this.#isOwn = isOwn;
    if (isOwn) this.#redial.ringIn(0);
    else this.#rest();
  }

  /**
   * A link with a peer that has come to the relay, too.
   * @throws UnreachableError, WrongPeerError, the signal's reason
   */
  async dial(expected: PeerId, signal: AbortSignal): Promise<Link> {
    const { identity, handle, slow } = this.#parts;
    const within = AbortSignal.any([signal, this.#abort.signal]);
    const address = relayPlace(this.relay);
    this.#streams += 1;
    try {
      const line = await this.#connected();
      within.throwIfAborted();
      // The stream outlives the dialling.
      const dialling = new AbortController();
      const giveUp = () => dialling.abort(within.reason);
      within.addEventListener('abort', giveUp, { once: true });
      const late = setTimeout(() => dialling.abort(new UnreachableError(address)), ANSWER_WITHIN);
      try {
        const { status, stream } = await line.open(ROUTES.join(expected), dialling.signal);
        stream.on('error', () => {});
        if (status !== 200) {
          stream.close();
          throw new UnreachableError(address, new Error(`the relay answers ${status}`));
        }
        const begun = performance.now();
        const sinceThen = () => performance.now() - begun;
        const socket = await tlsOver(stream, { identity, expected }).catch((error: unknown) => {
          slow.heldBack(this.relay, sinceThen());
          throw error;
        });
        // There and back, once.
        slow.took(this.relay, sinceThen());
        const self = identity.id;
        const ends = { self, peer: expected, address, port: null, way: 'relayed' as const };
        const link = Link.dialled(ends, socket, handle);
        this.#streams += 1;
        void link.closed.then(() => this.#less());
        return link;
      } finally {
        clearTimeout(late);
        within.removeEventListener('abort', giveUp);
      }
    } finally {
      this.#less();
    }
  }

  /** The network has changed: what does not answer has ended. */
  refresh(): void {
    this.#backOff.reset();
    const standing = this.#standing;
    if (standing !== null) standing.ping(SIGN_WITHIN).catch(() => standing[Symbol.dispose]());
    else if (this.#isOwn) this.#redial.ringIn(0);
  }

  [Symbol.dispose](): void {
    this.#abort.abort();
    this.#redial[Symbol.dispose]();
    this.#unused[Symbol.dispose]();
    this.#standing?.[Symbol.dispose]();
  }

  /** The connection to the relay, made now if there is none. @throws UnreachableError, WrongPeerError */
  #connected(): Promise<Link> {
    this.#link ??= this.#connect().catch((error: unknown) => {
      this.#link = null;
      if (this.#isOwn) this.#redial.ringIn(this.#backOff.next());
      throw error;
    });
    return this.#link;
  }

  async #connect(): Promise<Link> {
    const { identity, onChange } = this.#parts;
    const { signal } = this.#abort;
    signal.throwIfAborted();
    const socket = await dialRelay(this.relay, { identity, expected: this.relay.id, signal });
    if (signal.aborted) socket.destroy();
    signal.throwIfAborted();
    const address = relayPlace(this.relay);
    const ends = { self: identity.id, peer: this.relay.id, address, port: null };
    const link = Link.dialled(ends, socket, (stream, headers) => this.#joined(stream, headers));
    this.#standing = link;
    this.#backOff.works();
    onChange();
    void link.closed.then(() => {
      this.#standing = null;
      this.#link = null;
      if (signal.aborted) return;
      if (this.#isOwn) this.#redial.ringIn(this.#backOff.next());
      onChange();
    });
    return link;
  }

  /** The relay brings somebody. */
  #joined(stream: ServerHttp2Stream, headers: IncomingHttpHeaders): void {
    stream.on('error', () => {});
    if (headers[':method'] !== 'POST' || !JOINED.test(headers[':path'] ?? '')) {
      stream.respond({ ':status': 404 }, { endStream: true });
      return;
    }
    this.#streams += 1;
    stream.once('close', () => this.#less());
    stream.respond({ ':status': 200 });
    this.#accept(stream);
  }

  #less(): void {
    this.#streams -= 1;
    this.#rest();
  }

  #rest(): void {
    if (!this.#isOwn && this.#streams === 0) this.#unused.ringIn(UNUSED);
  }
}
