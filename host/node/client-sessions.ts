import type { Handlers } from '../../shared/api/contract.ts';
import {
  type HostContract,
  type HostEvents,
  hostContract,
} from '../../shared/api/host-contract.ts';
import type { Place } from '../../shared/domain/places.ts';
import type { Channel } from '../../shared/rpc/channel.ts';
import { Server } from '../../shared/rpc/connection.ts';

type Session = Server<HostContract, HostEvents>;

/** Everyone who talks to this host: windows, pages and command lines. */
export class ClientSessions implements Disposable {
  readonly #handlers: Handlers<HostContract>;
  readonly #sessions = new Set<Session>();
  readonly #subscribed = new Set<Session>();
  readonly #windows = new Set<Session>();
  /** What the next window is to show. */
  #waiting: Place | null = null;

  constructor(handlers: Handlers<HostContract>) {
    this.#handlers = handlers;
  }

  /** @param isWindow whether somebody looks at it */
  accept(channel: Channel, isWindow = false): void {
    const session: Session = new Server(channel, hostContract, {
      ...this.#handlers,
      'host.subscribe': (params, signal) => {
        this.#subscribed.add(session);
        if (isWindow) this.#lookedAt(session);
        return this.#handlers['host.subscribe'](params, signal);
      },
    });
    this.#sessions.add(session);
    channel.onClose(() => {
      this.#sessions.delete(session);
      this.#subscribed.delete(session);
      this.#windows.delete(session);
    });
  }

  /** Shows something in every window; in the next one that opens if there is none. */
  show(place: Place): void {
    if (this.#windows.size === 0) this.#waiting = place;
    for (const session of this.#windows) session.announce('show', place);
  }

  announce<K extends keyof HostEvents>(event: K, value: HostEvents[K]): void {
    for (const session of this.#subscribed) session.announce(event, value);
  }

  [Symbol.dispose](): void {
    for (const session of this.#sessions) session.dispose();
    this.#sessions.clear();
    this.#subscribed.clear();
    this.#windows.clear();
  }

  /** What waits is told once the state is there. */
  #lookedAt(session: Session): void {
    this.#windows.add(session);
    const place = this.#waiting;
    this.#waiting = null;
    if (place !== null) setImmediate(() => session.announce('show', place));
  }
}
