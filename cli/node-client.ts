import { connectControl } from '../host/control-socket/connect-control.ts';
import type { Params, Result } from '../shared/api/contract.ts';
import type { HostContract, HostEvents } from '../shared/api/host-contract.ts';
import { type AppState, EMPTY_STATE } from '../shared/api/state.ts';
import { applyChanges } from '../shared/api/state-change.ts';
import type { Channel } from '../shared/rpc/channel.ts';
import { Client, DisconnectedError } from '../shared/rpc/connection.ts';

/** A running node, as a command sees it: its state, and its answers. */
export class NodeClient implements Disposable {
  readonly #client: Client<HostContract, HostEvents>;
  readonly #listeners = new Set<() => void>();
  readonly #closed = new AbortController();
  #state: AppState = EMPTY_STATE;

  private constructor(channel: Channel) {
    channel.onClose(() => this.#closed.abort());
    this.#client = new Client(channel);
  }

  /** Throws NotRunningError when no node runs with this data folder. */
  static async connect(dataFolder: string): Promise<NodeClient> {
    const client = new NodeClient(await connectControl(dataFolder));
    await client.#subscribe();
    return client;
  }

  get state(): AppState {
    return this.#state;
  }

  call<K extends keyof HostContract & string>(
    name: K,
    params: Params<HostContract, K>,
  ): Promise<Result<HostContract, K>> {
    return this.#client.call(name, params);
  }

  /** Calls the listener after every change, until the answer is called. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** Waits until the state is as asked, `ms` milliseconds at most; tells whether it came to be. */
  async waitUntil(holds: (state: AppState) => boolean, ms: number): Promise<boolean> {
    if (holds(this.#state)) return true;
    return new Promise<boolean>((resolve, reject) => {
      const settle = (finish: () => void) => {
        clearTimeout(timer);
        stop();
        this.#closed.signal.removeEventListener('abort', onClose);
        finish();
      };
      const timer = setTimeout(() => settle(() => resolve(false)), ms);
      const stop = this.onChange(() => {
        if (holds(this.#state)) settle(() => resolve(true));
      });
      const onClose = () => settle(() => reject(new DisconnectedError()));
      this.#closed.signal.addEventListener('abort', onClose);
    });
  }

  [Symbol.dispose](): void {
    this.#client.dispose();
  }

  /** Changes that overtake the state they belong to are applied after it. */
  async #subscribe(): Promise<void> {
    let early: Parameters<typeof applyChanges>[1][number][] | null = [];
    this.#client.on('stateChanged', (changes) => {
      if (early !== null) {
        early.push(...changes);
        return;
      }
      this.#state = applyChanges(this.#state, changes);
      for (const listener of this.#listeners) listener();
    });
    const { state } = await this.#client.call('host.subscribe', {});
    this.#state = applyChanges(state, early);
    early = null;
  }
}
