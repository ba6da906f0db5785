import type { Params } from '../../shared/api/contract.ts';
import type {
  Advertisement,
  EngineContract,
  LogEntry,
  Sighting,
} from '../../shared/api/engine-contract.ts';
import type { AppState, Problem, Self } from '../../shared/api/state.ts';
import type { StateChange } from '../../shared/api/state-change.ts';
import type { PeerId } from '../../shared/ids.ts';
import type {
  Discovery,
  DiscoveryListener,
  InterfaceHearing,
  WhileListening,
} from '../discovery/discovery.ts';
import { EngineLink } from '../engine-link/engine-link.ts';
import type { EngineLauncher } from '../engine-link/engine-process.ts';
import { EngineUnavailableError } from '../engine-link/errors.ts';

/** Of a connected peer, the same is not told again within this time. */
const REPEAT_MS = 2_000;
/** So many peers that are heard before the engine runs are told to it then. */
const MOST_EARLY = 1_000;

/** Starts looking around; the peers found are told to the listener. */
export type OpenDiscovery = (listener: DiscoveryListener) => Discovery;

export interface NetworkedEngineOptions {
  readonly launcher: EngineLauncher;
  readonly start: Params<EngineContract, 'engine.start'>;
  onChanges(changes: readonly StateChange[]): void;
  onLog(entry: LogEntry): void;
}

/** An engine together with the discoveries that show it to others and others to it. */
export class NetworkedEngine implements AsyncDisposable {
  readonly #options: NetworkedEngineOptions;
  readonly #link: EngineLink;
  /** By the name of the way. */
  readonly #discoveries = new Map<string, Discovery>();
  readonly #problems = new Map<string, Problem>();
  /** What the engine was told last of each connected peer, as JSON, and when, as `performance.now`. */
  readonly #told = new Map<PeerId, { readonly sighting: string; readonly at: number }>();
  #advertisement: Advertisement | null = null;
  /** Who was heard while the engine starts for the first time; null from then on. */
  #early: Map<PeerId, Sighting> | null = new Map();

  constructor(options: NetworkedEngineOptions) {
    this.#options = options;
    this.#link = new EngineLink({
      launcher: options.launcher,
      start: options.start,
      onLog: options.onLog,
      onChanges: (changes) => this.#onChanges(changes),
      onAdvertise: (advertisement) => {
        this.#advertisement = advertisement;
        for (const discovery of this.#discoveries.values()) discovery.advertise(advertisement);
      },
    });
  }

  /** The engine's state, and what is wrong beside it. */
  get state(): AppState {
    const { state } = this.#link;
    if (this.#problems.size === 0) return state;
    return { ...state, problems: { ...state.problems, ...Object.fromEntries(this.#problems) } };
  }

  readonly call: EngineLink['call'] = (name, params, signal) =>
    this.#link.call(name, params, signal);

  /** Starts the engine; what it refuses with is thrown on. */
  async start(): Promise<Self> {
    const self = await this.#link.start();
    const early = this.#early?.values() ?? [];
    this.#early = null;
    for (const sighting of early) this.#seen(sighting);
    return self;
  }

  /** Looks around in one more way, until the answer is disposed of. `name` tells them apart. */
  discover(name: string, open: OpenDiscovery): AsyncDisposable {
    const discovery = open({
      seen: (sighting: Sighting) => this.#seen(sighting),
      left: (peer) => {
        this.#told.delete(peer);
        this.#early?.delete(peer);
        this.#tell('discovery.left', { peer });
      },
      networkChanged: () => this.#tell('discovery.refresh', {}),
      problem: (problem) => this.setProblem(`discovery:${name}`, problem),
    });
    this.#discoveries.set(name, discovery);
    if (this.#advertisement !== null) discovery.advertise(this.#advertisement);
    return {
      [Symbol.asyncDispose]: async () => {
        this.#discoveries.delete(name);
        await discovery[Symbol.asyncDispose]();
        this.setProblem(`discovery:${name}`, null);
      },
    };
  }

  /**
   * What is heard on the network just now; null where nobody looks around in that way.
   * @throws the signal's reason
   */
  async listen(
    name: string,
    signal: AbortSignal,
    meanwhile: WhileListening,
  ): Promise<readonly InterfaceHearing[] | null> {
    return (await this.#discoveries.get(name)?.listen(signal, meanwhile)) ?? null;
  }

  /** Shows what is wrong beside the engine; null when nothing is any more. */
  setProblem(key: string, problem: Problem | null): void {
    if (problem === null && !this.#problems.has(key)) return;
    if (problem === null) this.#problems.delete(key);
    else this.#problems.set(key, problem);
    this.#options.onChanges([{ set: 'problems', key, value: problem }]);
  }

  /** After wake from sleep: look around again, and check every connection. */
  refreshNetwork(): void {
    for (const discovery of this.#discoveries.values()) discovery.refresh();
    this.#tell('discovery.refresh', {});
  }

  /** Says goodbye on the network while the engine ends its connections. */
  async [Symbol.asyncDispose](): Promise<void> {
    const goodbyes = [...this.#discoveries.values()].map((discovery) =>
      discovery[Symbol.asyncDispose](),
    );
    this.#discoveries.clear();
    await Promise.all([...goodbyes, this.#link[Symbol.asyncDispose]()]);
  }

  #onChanges(changes: readonly StateChange[]): void {
    this.#options.onChanges(changes);
    const restarted = changes.some(({ set, value }) => set === 'engine' && value === 'running');
    if (restarted) this.#told.clear();
    for (const peer of this.#told.keys()) if (!this.#isConnected(peer)) this.#told.delete(peer);
    // A new engine knows nobody yet: have every peer reported again.
    if (restarted && this.#early === null)
      for (const found of this.#discoveries.values()) found.refresh();
  }

  /**
   * Of a connected peer, what mDNS repeats is no news: a room of fifty repeats a lot. Now and then it is
   * told all the same, so that the engine knows that the peer is still heard.
   */
  #seen(sighting: Sighting): void {
    const { peer } = sighting;
    if (this.#early !== null) {
      if (this.#early.size < MOST_EARLY || this.#early.has(peer)) this.#early.set(peer, sighting);
      return;
    }
    const told = { sighting: JSON.stringify(sighting), at: performance.now() };
    const isConnected = this.#isConnected(peer);
    const before = this.#told.get(peer);
    const isRepeated = before?.sighting === told.sighting && told.at - before.at < REPEAT_MS;
    if (isConnected && isRepeated) return;
    if (isConnected) this.#told.set(peer, told);
    else this.#told.delete(peer);
    this.#tell('discovery.seen', sighting);
  }

  #isConnected(peer: PeerId): boolean {
    return this.#link.state.peers[peer]?.presence.state === 'connected';
  }

  /** While the engine is being started there is nobody to tell; discovery repeats itself then. */
  #tell<K extends 'discovery.seen' | 'discovery.left' | 'discovery.refresh'>(
    name: K,
    params: Params<EngineContract, K>,
  ): void {
    if (this.#early !== null) return;
    this.#link.call(name, params).catch((error: unknown) => {
      if (error instanceof EngineUnavailableError) return;
      const reason = error instanceof Error ? error.message : String(error);
      this.#options.onLog({ level: 'warning', message: `${name}: ${reason}` });
    });
  }
}
