import { AsyncDisposableStack } from '@whatwg-node/disposablestack';
import type { DoctorFacts } from '../../shared/api/doctor-facts.ts';
import type { Endpoint, LogEntry } from '../../shared/api/engine-contract.ts';
import type { AppState, Self } from '../../shared/api/state.ts';
import type { StateChange } from '../../shared/api/state-change.ts';
import type { PeerId } from '../../shared/ids.ts';
import type { Channel } from '../../shared/rpc/channel.ts';
import { ControlServer } from '../control-socket/control-server.ts';
import { createDataFolder } from '../data-folder.ts';
import { Demo } from '../demo/demo.ts';
import type { Discovery, DiscoveryListener } from '../discovery/discovery.ts';
import { examine } from '../doctor/examine.ts';
import type { EngineLauncher } from '../engine-link/engine-process.ts';
import type { PlainGitSwitch } from '../git-settings/plain-git-switch.ts';
import { NewsDesk } from '../news/news-desk.ts';
import { UiServer } from '../ui-server/ui-server.ts';
import { ClientSessions } from './client-sessions.ts';
import type { Desktop } from './desktop.ts';
import { hostHandlers } from './host-handlers.ts';
import { keepConnected } from './manual-peers.ts';
import { NetworkedEngine } from './networked-engine.ts';

/** Starts to look around on these interfaces; on every suitable one if none is named. */
type DiscoverOn = (listener: DiscoveryListener, interfaces: readonly string[]) => Discovery;

export interface NodeOptions {
  readonly dataFolder: string;
  /** Overrides the stored name. */
  readonly name?: string;
  readonly listen: { readonly host: string; readonly port: number };
  readonly version: string;
  readonly launcher: EngineLauncher;
  readonly desktop: Desktop;
  readonly plainGit: PlainGitSwitch;
  readonly discover: DiscoverOn;
  /** Network interfaces to look around on, by name; all suitable ones if empty, none if null. */
  readonly interfaces: readonly string[] | null;
  /** Addresses to keep connected to. */
  readonly peers: readonly Endpoint[];
  onChanges(changes: readonly StateChange[], state: AppState): void;
  onLog(entry: LogEntry): void;
  /** A client asked this node to end. */
  onQuit(): void;
}

/** One running Shoal: the engine, its place on the network, and everyone who talks to it here. */
export class ShoalNode implements AsyncDisposable {
  readonly #options: NodeOptions;
  readonly #engine: NetworkedEngine;
  readonly #demo: Demo;
  readonly #sessions: ClientSessions;
  readonly #news: NewsDesk;
  readonly #ended = new AbortController();
  readonly #stack = new AsyncDisposableStack();

  constructor(options: NodeOptions) {
    const { launcher, dataFolder, name, listen, version, desktop, plainGit, onLog } = options;
    this.#options = options;
    this.#engine = new NetworkedEngine({
      launcher,
      start: { dataDirectory: dataFolder, name, listen, version },
      onLog,
      onChanges: (changes) => this.#onChanges(changes),
    });
    this.#news = new NewsDesk((news) => {
      this.#sessions.announce('news', news);
      desktop.announce(news, () => this.#sessions.announce('showNews', news.head));
    });
    this.#demo = new Demo({
      dataFolder,
      version,
      launcher,
      engine: this.#engine,
      onStatus: (value) => this.#onChanges([{ set: 'demo', value }]),
      onLog,
    });
    this.#sessions = new ClientSessions(
      hostHandlers({
        engine: this.#engine,
        state: () => this.state,
        desktop,
        plainGit,
        demo: this.#demo,
        examine: (about, signal) => this.#examine(about, signal),
        quit: () => options.onQuit(),
      }),
    );
  }

  get state(): AppState {
    return { ...this.#engine.state, demo: this.#demo.status };
  }

  /**
   * Takes the data folder and starts. When it throws (AlreadyRunningError, no git, a busy port…)
   * nothing is left running.
   */
  async start(): Promise<Self> {
    const { dataFolder, discover, interfaces, peers } = this.#options;
    try {
      await createDataFolder(dataFolder);
      // Ended in the opposite order: goodbye to the peers, then to the clients; the data folder is free last.
      this.#stack.use(await ControlServer.open(dataFolder, (channel) => this.accept(channel)));
      this.#stack.use(this.#sessions);
      this.#stack.defer(() => this.#endEngines());
      this.#stack.use(this.#news);
      this.#stack.defer(() => this.#ended.abort());
      const self = await this.#engine.start();
      await this.#demo.cleanUp();
      await this.#renewPlainGit();
      if (interfaces !== null) {
        this.#engine.discover('network', (listener) => discover(listener, interfaces));
      }
      for (const peer of peers) void keepConnected(this.#engine, peer, this.#ended.signal);
      return self;
    } catch (error) {
      await this[Symbol.asyncDispose]();
      throw error;
    }
  }

  /** Without it, git does as it does while no Shoal runs. */
  async #renewPlainGit(): Promise<void> {
    const { plainGit, onLog } = this.#options;
    await plainGit.renew().catch(({ message }: Error) => onLog({ level: 'warning', message }));
  }

  /** Serves the UI to browsers on this machine; answers with the address to open. */
  async serveUi(port: number, uiFolder: string): Promise<string> {
    const accept = (channel: Channel) => this.accept(channel);
    const ui = this.#stack.use(await UiServer.open(port, uiFolder, accept));
    return ui.address;
  }

  /** Takes on a window, page or command line. */
  accept(channel: Channel): void {
    this.#sessions.accept(channel);
  }

  startDemo(): Promise<void> {
    return this.#demo.start();
  }

  stopDemo(): Promise<void> {
    return this.#demo.stop();
  }

  /** After wake from sleep. */
  refreshNetwork(): void {
    this.#engine.refreshNetwork();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#stack.disposeAsync();
  }

  #examine(about: string | null, signal: AbortSignal): Promise<DoctorFacts> {
    const { dataFolder, version } = this.#options;
    const node = {
      ...{ dataFolder, version },
      state: () => this.state,
      listen: (until: AbortSignal) => this.#engine.listen('network', until),
      look: (peer: PeerId | null, until: AbortSignal) =>
        this.#engine.call('doctor.look', { peer }, until),
    };
    return examine(node, about, signal);
  }

  /** The demo's and my own say goodbye at the same time. */
  async #endEngines(): Promise<void> {
    await Promise.all([this.#demo[Symbol.asyncDispose](), this.#engine[Symbol.asyncDispose]()]);
  }

  #onChanges(changes: readonly StateChange[]): void {
    const { state } = this;
    this.#sessions.announce('stateChanged', changes);
    this.#news.look(changes, state);
    this.#options.onChanges(changes, state);
  }
}
