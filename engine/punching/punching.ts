import { EventEmitter } from 'node:events';
import ipaddr from 'ipaddr.js';
import pLimit from 'p-limit';
import type { PunchingState } from '../../shared/api/punching-state.ts';
import { parseAddress } from '../../shared/domain/address.ts';
import type { PeerId } from '../../shared/ids.ts';
import { UnreachableError } from '../errors/peers.ts';
import { Anteroom } from '../gtp/anteroom.ts';
import { tlsAcceptor, tlsOver } from '../gtp/inside/inner-tls.ts';
import { Link } from '../gtp/link.ts';
import type { StreamHandler } from '../gtp/router.ts';
import type { Identity } from '../identity/identity.ts';
import { DhtNode, type DhtNodeParts } from './dht-node.ts';
import type { DhtStream } from './dht-stream.ts';

/** Peers that are looked for at once. */
const AT_ONCE = 4;
/** How long it may take to find a peer and to get through to it, in milliseconds. */
const WITHIN = 20_000;
/** Who has come and has not proven its key yet, and how long that may take. */
const UNPROVEN = { perHost: 8, inAll: 64, within: 10_000 };

export interface PunchingParts {
  readonly identity: Identity;
  /** Where this peer listens. */
  readonly host: string;
  readonly port: () => number;
  /** Answers what peers ask for. */
  readonly handle: StreamHandler;
  /** A peer has come through. */
  readonly onLink: (link: Link) => void;
  readonly isBarred: (host: string) => boolean;
  /** It cannot be used here. */
  readonly onFault: (error: unknown) => void;
}

export interface PunchingChoice {
  readonly isOn: boolean;
  /** Where others begin, too, as `HOST:PORT`. */
  readonly bootstrap: readonly string[];
}

/**
 * Reaches peers, and is reached, through routers that let nobody in: by hyperdht, over the bootstrap nodes that
 * the user names, and no others. While it is off, or none is named, nothing is loaded, bound or sent.
 */
export class Punching implements AsyncDisposable {
  readonly events = new EventEmitter<{ changed: [] }>();
  readonly #parts: PunchingParts;
  readonly #turns = pLimit(AT_ONCE);
  readonly #anteroom = new Anteroom(UNPROVEN);
  #chosen = '';
  #state: PunchingState = 'off';
  #node: DhtNode | null = null;
  /** Changes of mind, one after the other. */
  #changing: Promise<void> = Promise.resolve();

  constructor(parts: PunchingParts) {
    this.#parts = parts;
  }

  get state(): PunchingState {
    return this.#state;
  }

  /** Whether peers can be looked for. */
  get isUp(): boolean {
    return this.#state === 'up';
  }

  /** Where the DHT's node is on this computer; null while there is none. */
  get address() {
    return this.#node?.address ?? null;
  }

  use(choice: PunchingChoice): void {
    const chosen = JSON.stringify([choice.isOn, choice.bootstrap]);
    if (chosen === this.#chosen) return;
    this.#chosen = chosen;
    const [first, ...others] = choice.bootstrap.flatMap((text) => parseAddress(text) ?? []);
    const isWanted = choice.isOn && first !== undefined;
    this.#setState(isWanted ? 'connecting' : choice.isOn ? 'no-bootstrap' : 'off');
    this.#changing = this.#changing.then(async () => {
      await this.#end();
      if (!isWanted || chosen !== this.#chosen) return;
      try {
        this.#node = await this.#open([first, ...others], () => chosen === this.#chosen);
      } catch (error) {
        this.#parts.onFault(error);
        if (chosen === this.#chosen) this.#setState('failed');
      }
    });
  }

  /**
   * A link with a peer that waits in the same DHT.
   * @throws UnreachableError, WrongPeerError, the signal's reason
   */
  dial(expected: PeerId, signal: AbortSignal): Promise<Link> {
    return this.#turns(async () => {
      signal.throwIfAborted();
      const { identity, handle } = this.#parts;
      if (this.#node === null) throw new UnreachableError('any place that is known');
      const late = AbortSignal.timeout(WITHIN);
      const stream = await this.#node
        .connect(expected, AbortSignal.any([signal, late]))
        .catch((error: unknown) => {
          signal.throwIfAborted();
          throw late.aborted ? new UnreachableError('any place that is known', error) : error;
        });
      const socket = await tlsOver(stream, { identity, expected });
      const { address } = stream;
      const ends = { self: identity.id, peer: expected, address, port: null };
      return Link.dialled({ ...ends, way: 'punched' }, socket, handle);
    });
  }

  /** The network has changed. */
  refresh(): void {
    this.#node?.refresh();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#chosen = '';
    this.#setState('off');
    await this.#changing;
    await this.#end();
    this.#anteroom[Symbol.dispose]();
  }

  #open(bootstrap: DhtNodeParts['bootstrap'], isCurrent: () => boolean): Promise<DhtNode> {
    const { identity, host, port, isBarred } = this.#parts;
    return DhtNode.open({
      ...{ self: identity.id, bootstrap, host: boundTo(host), port: port(), isBarred },
      onStream: (stream) => this.#accept(stream),
      onChange: (isUp) => {
        if (isCurrent()) this.#setState(isUp ? 'up' : 'connecting');
      },
    });
  }

  async #end(): Promise<void> {
    const node = this.#node;
    this.#node = null;
    await node?.[Symbol.asyncDispose]();
  }

  /** Somebody who knows this peer's id has come. */
  #accept(stream: DhtStream): void {
    const { identity, onLink, handle } = this.#parts;
    this.#anteroom.enter(stream);
    const accept = tlsAcceptor(identity, (peer, socket) => {
      this.#anteroom.leave(stream);
      const ends = { peer, address: stream.address, way: 'punched' as const };
      onLink(Link.accepted(ends, socket, handle));
    });
    accept(stream);
  }

  #setState(state: PunchingState): void {
    if (state === this.#state) return;
    this.#state = state;
    this.events.emit('changed');
  }
}

/** hyperdht knows IPv4 only. Who listens on this computer alone stays there. */
function boundTo(host: string): string {
  if (!ipaddr.isValid(host)) return '0.0.0.0';
  const address = ipaddr.parse(host);
  if (address.range() === 'loopback') return address.kind() === 'ipv4' ? host : '127.0.0.1';
  return address.kind() === 'ipv4' ? host : '0.0.0.0';
}
