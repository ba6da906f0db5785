import type { Caller, Params, Result } from '../../shared/api/contract.ts';
import type { HostContract, HostEvents } from '../../shared/api/host-contract.ts';
import type { StateChange } from '../../shared/api/state-change.ts';
import type { Place } from '../../shared/domain/places.ts';
import type { News, NewsHead } from '../../shared/domain/words/news.ts';
import type { Channel } from '../../shared/rpc/channel.ts';
import { Client, DisconnectedError } from '../../shared/rpc/connection.ts';
import { type AppStore, changeState, connectionLost, replaceState } from '../state/app-store.ts';

/** How long to wait before each further attempt, in milliseconds; the last one repeats. */
const PAUSES = [250, 500, 1_000, 2_000, 5_000];

/** What the host says beside its state. */
export interface HostListener {
  news(news: News): void;
  /** @param head null for all that came */
  showNews(head: NewsHead | null): void;
  show(place: Place): void;
}

/**
 * Keeps a store in step with the host: connects, subscribes, applies every change, and starts over
 * when the connection ends. Commands go to whichever connection is there.
 */
export class Session implements Caller<HostContract> {
  readonly #open: (signal: AbortSignal) => Promise<Channel>;
  readonly #store: AppStore;
  readonly #listener: HostListener;
  readonly #ended = new AbortController();
  #client: Client<HostContract, HostEvents> | null = null;

  constructor(
    open: (signal: AbortSignal) => Promise<Channel>,
    store: AppStore,
    listener: HostListener,
  ) {
    this.#open = open;
    this.#store = store;
    this.#listener = listener;
    void this.#run();
  }

  async call<K extends keyof HostContract & string>(
    name: K,
    params: Params<HostContract, K>,
    signal?: AbortSignal,
  ): Promise<Result<HostContract, K>> {
    if (this.#client === null) throw new DisconnectedError();
    return this.#client.call(name, params, signal);
  }

  dispose(): void {
    this.#ended.abort();
    this.#client?.dispose();
  }

  async #run(): Promise<void> {
    const { signal } = this.#ended;
    for (let attempt = 0; !signal.aborted; attempt += 1) {
      const connected = await this.#connectOnce(signal);
      if (signal.aborted) return;
      connectionLost(this.#store);
      if (connected) attempt = 0;
      await pause(PAUSES[Math.min(attempt, PAUSES.length - 1)] ?? 0, signal);
    }
  }

  /** Resolves when the connection has ended, or could not be made: whether it had been there. */
  async #connectOnce(signal: AbortSignal): Promise<boolean> {
    let client: Client<HostContract, HostEvents>;
    let closed: Promise<void>;
    try {
      const channel = await this.#open(signal);
      closed = new Promise((resolve) => channel.onClose(resolve));
      client = new Client(channel);
    } catch {
      return false;
    }
    try {
      await this.#follow(client);
      await closed;
      return true;
    } catch {
      return false;
    } finally {
      this.#client = null;
      client.dispose();
    }
  }

  /** Changes that overtake the state they belong to wait for it. */
  async #follow(client: Client<HostContract, HostEvents>): Promise<void> {
    let early: StateChange[] | null = [];
    client.on('stateChanged', (changes) => {
      if (early === null) changeState(this.#store, changes);
      else early.push(...changes);
    });
    client.on('news', (news) => this.#listener.news(news));
    client.on('showNews', (head) => this.#listener.showNews(head));
    client.on('show', (place) => this.#listener.show(place));
    const first = await client.call('host.subscribe', {});
    // Whoever hears that it is connected may ask for something in the same moment.
    this.#client = client;
    replaceState(this.#store, first);
    changeState(this.#store, early);
    early = null;
  }
}

/** As in the engine's `waiting/pause.ts`, without Node. */
function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, milliseconds);
    signal.addEventListener('abort', done, { once: true });
    if (signal.aborted) done();
  });
}
