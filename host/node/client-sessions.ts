import type { Handlers } from '../../shared/api/contract.ts';
import {
  type HostContract,
  type HostEvents,
  hostContract,
} from '../../shared/api/host-contract.ts';
import type { Channel } from '../../shared/rpc/channel.ts';
import { Server } from '../../shared/rpc/connection.ts';

type Session = Server<HostContract, HostEvents>;

/** Everyone who talks to this host: windows, pages and command lines. */
export class ClientSessions implements Disposable {
  readonly #handlers: Handlers<HostContract>;
  readonly #sessions = new Set<Session>();
  readonly #subscribed = new Set<Session>();

  constructor(handlers: Handlers<HostContract>) {
    this.#handlers = handlers;
  }

  accept(channel: Channel): void {
    const session: Session = new Server(channel, hostContract, {
      ...this.#handlers,
      'host.subscribe': (params, signal) => {
        this.#subscribed.add(session);
        return this.#handlers['host.subscribe'](params, signal);
      },
    });
    this.#sessions.add(session);
    channel.onClose(() => {
      this.#sessions.delete(session);
      this.#subscribed.delete(session);
    });
  }

  announce<K extends keyof HostEvents>(event: K, value: HostEvents[K]): void {
    for (const session of this.#subscribed) session.announce(event, value);
  }

  [Symbol.dispose](): void {
    for (const session of this.#sessions) session.dispose();
    this.#sessions.clear();
    this.#subscribed.clear();
  }
}
