import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { unmapped } from '../../shared/domain/address.ts';

export interface AnteroomBounds {
  /** Connections at once: from one address, and in all. */
  readonly perHost: number;
  readonly inAll: number;
  /** How long one may take to show who it is, in milliseconds. */
  readonly within: number;
}

/** What tells a connection from others, also where TLS wraps its socket. */
type Ends = Pick<Socket, 'remoteAddress' | 'remotePort' | 'localAddress'>;
type Entrant = Ends & Duplex;

interface Waiting {
  readonly socket: Entrant;
  readonly host: string;
  readonly timer: NodeJS.Timeout;
}

/**
 * Where connections wait that have not shown yet who they are. It is never full: where there is no room,
 * the one that has waited longest goes, of the same address, or of the one with the most. Whoever says
 * nothing waits long, and whoever is honest is through in a moment, so nobody can bar the door.
 */
export class Anteroom implements Disposable {
  readonly #bounds: AnteroomBounds;
  /** Who has waited longest comes first. */
  readonly #waiting = new Map<string, Waiting>();

  constructor(bounds: AnteroomBounds) {
    this.#bounds = bounds;
  }

  enter(socket: Entrant): void {
    const key = keyOf(socket);
    const host = unmapped(socket.remoteAddress ?? '');
    if (this.#from(host).length >= this.#bounds.perHost) this.#endFirstFrom(host);
    else if (this.#waiting.size >= this.#bounds.inAll) this.#endFirstFrom(this.#mostCrowded());
    const timer = setTimeout(() => socket.destroy(), this.#bounds.within).unref();
    this.#waiting.set(key, { socket, host, timer });
    socket.once('close', () => this.#leave(key));
  }

  /** It has shown who it is. @param socket the one that came in, or the one that TLS made of it */
  leave(socket: Ends): void {
    this.#leave(keyOf(socket));
  }

  [Symbol.dispose](): void {
    for (const { socket } of this.#waiting.values()) socket.destroy();
  }

  #leave(key: string): void {
    clearTimeout(this.#waiting.get(key)?.timer);
    this.#waiting.delete(key);
  }

  #from(host: string): [key: string, waiting: Waiting][] {
    return [...this.#waiting].filter(([, waiting]) => waiting.host === host);
  }

  #endFirstFrom(host: string): void {
    const [first] = this.#from(host);
    if (first === undefined) return;
    const [key, { socket }] = first;
    this.#leave(key);
    socket.destroy();
  }

  #mostCrowded(): string {
    const counts = new Map<string, number>();
    for (const { host } of this.#waiting.values()) counts.set(host, (counts.get(host) ?? 0) + 1);
    const [most] = [...counts].sort(([, a], [, b]) => b - a);
    return most?.[0] ?? '';
  }
}

function keyOf({ remoteAddress, remotePort, localAddress }: Ends): string {
  return `${remoteAddress} ${remotePort} ${localAddress}`;
}
