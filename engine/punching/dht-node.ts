import type HyperDHT from 'hyperdht';
import type { DhtSocket } from 'hyperdht';
import type { Endpoint } from '../../shared/api/engine-contract.ts';
import { dayOf, daysAround } from '../../shared/domain/reach/days.ts';
import type { PeerId } from '../../shared/ids.ts';
import { UnreachableError } from '../errors/peers.ts';
import { DhtStream } from './dht-stream.ts';
import { meetingSeed } from './meeting-seed.ts';

/** How often it is looked whether others answer, and whether it is another day, in milliseconds. */
const LOOK = 5_000;
/** While nobody answers, every so many looks somebody is asked again. */
const LOOKS_UNTIL_ASKED = 6;
/** How long those who keep what this peer announced may take to let go of it, in milliseconds: its host waits for 600. */
const GOODBYE_WITHIN = 250;

export interface DhtNodeParts {
  readonly self: PeerId;
  /** Not none: without them, hyperdht would turn to its makers' own. */
  readonly bootstrap: readonly [Endpoint, ...Endpoint[]];
  /** Where its sockets are bound, and where if that is free. */
  readonly host: string;
  readonly port: number;
  /** Whether nothing is wanted from this IP address. */
  readonly isBarred: (host: string) => boolean;
  /** Somebody has come who knows this peer's id; who it is, nobody knows yet. */
  readonly onStream: (stream: DhtStream) => void;
  /** Others answer now, or nobody does any more. */
  readonly onChange: (isUp: boolean) => void;
}

/** This peer in a DHT: waits there for those who know its id, and finds those whose id it knows. */
export class DhtNode implements AsyncDisposable {
  readonly #parts: DhtNodeParts;
  readonly #module: typeof HyperDHT;
  readonly #dht: HyperDHT;
  /** By the day for which it waits. */
  readonly #servers = new Map<number, ReturnType<HyperDHT['createServer']>>();
  readonly #looking: NodeJS.Timeout;
  #looks = 0;
  #isUp = false;
  #isOver = false;

  private constructor(parts: DhtNodeParts, module: typeof HyperDHT) {
    const { bootstrap, host, port } = parts;
    this.#parts = parts;
    this.#module = module;
    // It keeps nothing for others: that is for bootstrap nodes.
    this.#dht = new module({ bootstrap, host, port, ephemeral: true });
    this.#looking = setInterval(() => this.#look(), LOOK);
  }

  /** hyperdht is loaded by whoever needs it. @throws where there is none for this system */
  static async open(parts: DhtNodeParts): Promise<DhtNode> {
    const { default: module } = await import('hyperdht');
    const node = new DhtNode(parts, module);
    void node.#dht.fullyBootstrapped().then(
      () => node.#look(),
      () => {},
    );
    return node;
  }

  /** Where it is on this computer; null until that is known. */
  get address(): Endpoint | null {
    return this.#dht.address();
  }

  /**
   * A stream to whoever waits as this peer: who that is, TLS has to tell.
   * @throws UnreachableError, the signal's reason
   */
  async connect(peer: PeerId, signal: AbortSignal): Promise<DhtStream> {
    signal.throwIfAborted();
    const { publicKey } = this.#module.keyPair(meetingSeed(peer, dayOf(Date.now())));
    const socket = this.#dht.connect(publicKey, { localConnection: false });
    const giveUp = () => socket.destroy();
    signal.addEventListener('abort', giveUp, { once: true });
    try {
      return await opened(socket);
    } catch (cause) {
      signal.throwIfAborted();
      throw new UnreachableError('any place that is known', cause);
    } finally {
      signal.removeEventListener('abort', giveUp);
    }
  }

  /** The network has changed. */
  refresh(): void {
    this.#dht.refresh();
    for (const server of this.#servers.values()) server.refresh();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#isOver = true;
    clearInterval(this.#looking);
    const goodbyes = [...this.#servers.values()].map((server) => server.close());
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, GOODBYE_WITHIN);
    });
    await Promise.race([Promise.allSettled(goodbyes), late]);
    clearTimeout(timer);
    await this.#dht.destroy({ force: true });
  }

  #look(): void {
    if (this.#isOver) return;
    const isUp = this.#dht.nodes.length > 0;
    this.#looks += 1;
    if (!isUp && this.#looks % LOOKS_UNTIL_ASKED === 0) this.#dht.refresh();
    const hasChanged = isUp !== this.#isUp;
    this.#isUp = isUp;
    if (hasChanged && isUp) for (const server of this.#servers.values()) server.refresh();
    if (isUp) this.#wait();
    if (hasChanged) this.#parts.onChange(isUp);
  }

  /** Waits as who this peer is on each day that it may be for others. */
  #wait(): void {
    const { self, isBarred, onStream } = this.#parts;
    const days = daysAround(Date.now());
    for (const [day, server] of this.#servers) {
      if (days.includes(day)) continue;
      this.#servers.delete(day);
      server.close().catch(() => {});
    }
    for (const day of days) {
      if (this.#servers.has(day)) continue;
      const server = this.#dht.createServer(
        // Where it is inside of its network is nobody else's business.
        { shareLocalAddress: false, firewall: (_key, _payload, { host }) => isBarred(host) },
        (socket) => onStream(new DhtStream(socket)),
      );
      this.#servers.set(day, server);
      server.listen(this.#module.keyPair(meetingSeed(self, day))).catch(() => {
        // The next look tries it again.
        if (this.#servers.get(day) === server) this.#servers.delete(day);
      });
    }
  }
}

function opened(socket: DhtSocket): Promise<DhtStream> {
  return new Promise((resolve, reject) => {
    socket.on('error', reject);
    socket.on('close', () => reject(new Error('the stream was closed')));
    socket.on('open', () => resolve(new DhtStream(socket)));
  });
}
