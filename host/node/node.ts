import { join } from 'node:path';
import { AsyncDisposableStack } from '@whatwg-node/disposablestack';
import type { DoctorFacts } from '../../shared/api/doctor-facts.ts';
import type { Endpoint, LogEntry } from '../../shared/api/engine-contract.ts';
import type { SettingsState } from '../../shared/api/settings-state.ts';
import type { AppState, Self } from '../../shared/api/state.ts';
import type { StateChange } from '../../shared/api/state-change.ts';
import { parseLink } from '../../shared/domain/links.ts';
import type { Place } from '../../shared/domain/places.ts';
import type { News } from '../../shared/domain/words/news.ts';
import type { PeerId } from '../../shared/ids.ts';
import type { Channel } from '../../shared/rpc/channel.ts';
import { ControlServer } from '../control-socket/control-server.ts';
import { createDataFolder } from '../data-folder.ts';
import { Demo } from '../demo/demo.ts';
import type { WhileListening } from '../discovery/discovery.ts';
import type { EngineLauncher } from '../engine-link/engine-process.ts';
import type { PlainGitSwitch } from '../git-settings/plain-git-switch.ts';
import { ConflictDesk } from '../news/conflict-desk.ts';
import { NewsDesk } from '../news/news-desk.ts';
import { LogFile } from '../settings/log-file.ts';
import { SettingsDesk } from '../settings/settings-desk.ts';
import { SpeedCap } from '../settings/speed-cap.ts';
import { OWN_RELEASES, type Releases } from '../updates/releases.ts';
import { NO_RELEASES, UpdateCheck } from '../updates/update-check.ts';
import { ClientSessions } from './client-sessions.ts';
import type { Desktop } from './desktop.ts';
import { hostHandlers } from './host-handlers.ts';
import { LinkOpener } from './link-opener.ts';
import { type DiscoverOn, LookingAround } from './looking-around.ts';
import { keepConnected } from './manual-peers.ts';
import { NetworkedEngine, type NetworkedEngineOptions } from './networked-engine.ts';
import { overruledBy } from './overruled.ts';
import { PortChoice } from './port-choice.ts';

export interface NodeOptions {
  readonly dataFolder: string;
  /** Overrides the stored name. */
  readonly name?: string;
  /** Port null: the one that is set. */
  readonly listen: { readonly host: string; readonly port: number | null };
  readonly version: string;
  /** Those that package.json names, if left out; null for none. */
  readonly releases?: Releases | null;
  readonly launcher: EngineLauncher;
  readonly desktop: Desktop;
  readonly plainGit: PlainGitSwitch;
  readonly discover: DiscoverOn;
  /** Network interfaces to look around on, by name; all suitable ones if empty, none if null. */
  readonly interfaces: readonly string[] | 'as-set' | null;
  /** Addresses to keep connected to, and how it is reached beyond the network, beside what is set. */
  readonly peers: readonly Endpoint[];
  readonly reach?: NetworkedEngineOptions['start']['reach'];
  readonly depot?: NetworkedEngineOptions['start']['depot'];
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
  readonly #conflicts: ConflictDesk;
  readonly #log: LogFile;
  readonly #settings: SettingsDesk;
  readonly #speed: SpeedCap;
  readonly #around: LookingAround;
  readonly #links = new LinkOpener((place) => this.show(place));
  readonly #port: PortChoice;
  readonly #updates: UpdateCheck;
  readonly #ended = new AbortController();
  readonly #stack = new AsyncDisposableStack();
  #started = false;

  constructor(options: NodeOptions) {
    const { launcher, dataFolder, name, version, desktop, plainGit, reach, depot } = options;
    const { releases = OWN_RELEASES } = options;
    this.#options = options;
    this.#log = new LogFile(join(dataFolder, 'shoal.log'));
    const onLog = (entry: LogEntry) => {
      this.#log.add(entry);
      options.onLog(entry);
    };
    this.#port = new PortChoice(options.listen, () => this.#settings.state.values.port);
    const listen = () => this.#port.listen;
    this.#engine = new NetworkedEngine({
      launcher,
      start: {
        ...{ dataDirectory: dataFolder, name, version, reach, depot },
        // At each start as it is set by then.
        get listen() {
          return listen();
        },
      },
      onLog,
      onChanges: (changes) => this.#onChanges(changes),
    });
    this.#settings = new SettingsDesk({
      ...{ engine: this.#engine, desktop, plainGit, dataFolder, log: this.#log.path },
      overruled: overruledBy(options),
      unavailable: {
        ...desktop.unavailable,
        ...(releases === null && { 'check-updates': NO_RELEASES }),
      },
      onChanged: (value) => this.#onSettings(value),
      onProblem: (key, problem) => this.#engine.setProblem(key, problem),
    });
    this.#speed = new SpeedCap({
      ...{ engine: this.#engine, desktop },
      values: () => this.#settings.state.values,
    });
    this.#updates = new UpdateCheck({
      ...{ releases, version, dataFolder },
      isWanted: () => this.#settings.state.values['check-updates'],
      tell: (value) => this.#onChanges([{ set: 'newer', value }]),
    });
    this.#around = new LookingAround(this.#engine, options.discover);
    const tell = (news: News) => {
      this.#sessions.announce('news', news);
      desktop.announce(news, () => this.#sessions.announce('showNews', news.head));
    };
    this.#news = new NewsDesk(tell);
    this.#conflicts = new ConflictDesk(tell);
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
        settings: this.#settings,
        updates: this.#updates,
        listenHost: options.listen.host,
        demo: this.#demo,
        examine: (about, signal) => this.#examine(about, signal),
        quit: () => options.onQuit(),
      }),
    );
  }

  get state(): AppState {
    const [settings, newer] = [this.#settings.state, this.#updates.newer];
    return { ...this.#engine.state, settings, newer, demo: this.#demo.status };
  }

  /**
   * Takes the data folder and starts. When it throws (AlreadyRunningError, no git, a busy port…)
   * nothing is left running.
   */
  async start(): Promise<Self> {
    const { dataFolder, peers } = this.#options;
    try {
      await createDataFolder(dataFolder);
      // Ended in the opposite order: goodbye to the peers, then to the clients; the data folder is free last.
      this.#stack.use(this.#log);
      this.#stack.use(
        await ControlServer.open(dataFolder, (channel) => this.#sessions.accept(channel)),
      );
      this.#stack.use(this.#sessions);
      this.#stack.use(this.#settings);
      this.#stack.use(this.#updates);
      this.#stack.defer(() => this.#endEngines());
      this.#stack.use(this.#speed);
      this.#stack.use(this.#news);
      this.#stack.use(this.#conflicts);
      this.#stack.use(this.#links);
      this.#stack.defer(() => this.#ended.abort());
      await this.#settings.open();
      // Who is there is heard while the engine starts.
      await this.#lookAround();
      const self = await this.#port.start(this.#engine);
      await this.#demo.cleanUp();
      await this.#updates.open();
      await this.#renewPlainGit();
      this.#started = true;
      await this.#lookAround();
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

  /** A command of the user's, given outside of the window. */
  readonly call: NetworkedEngine['call'] = (name, params, signal) =>
    this.#engine.call(name, params, signal);

  get settings(): SettingsDesk {
    return this.#settings;
  }

  /** Serves the UI to browsers on this machine; answers with the address to open. */
  async serveUi(port: number, uiFolder: string): Promise<string> {
    const { UiServer } = await import('../ui-server/ui-server.ts');
    const accept = (channel: Channel) => this.accept(channel);
    const ui = this.#stack.use(await UiServer.open(port, uiFolder, accept));
    return ui.address;
  }

  /** Takes on a window or page. */
  accept(channel: Channel): void {
    this.#sessions.accept(channel, true);
  }

  startDemo(): Promise<void> {
    return this.#demo.start();
  }

  stopDemo(): Promise<void> {
    return this.#demo.stop();
  }

  /** Shows something in the window; in the one that opens next where there is none. */
  show(place: Place): void {
    this.#sessions.show(place);
  }

  /** Opens what a link of somebody's means; what is none opens nothing. */
  openLink(text: string): void {
    const link = parseLink(text);
    if (link !== null) this.#links.open(link, this.state);
  }

  /** After wake from sleep. */
  refreshNetwork(): void {
    this.#engine.refreshNetwork();
    this.#speed.refresh();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#stack.disposeAsync();
  }

  async #examine(about: string | null, signal: AbortSignal): Promise<DoctorFacts> {
    const { examine } = await import('../doctor/examine.ts');
    const { dataFolder, version } = this.#options;
    const node = {
      ...{ dataFolder, version },
      state: () => this.state,
      listen: (until: AbortSignal, meanwhile: WhileListening) =>
        this.#engine.listen('network', until, meanwhile),
      look: (peer: PeerId | null, until: AbortSignal) =>
        this.#engine.call('doctor.look', { peer }, until),
    };
    return await examine(node, about, signal);
  }

  /** The demo's and my own say goodbye at the same time. */
  async #endEngines(): Promise<void> {
    await Promise.all([this.#demo[Symbol.asyncDispose](), this.#engine[Symbol.asyncDispose]()]);
  }

  async #lookAround(): Promise<void> {
    const { interfaces } = this.#options;
    const chosen = interfaces === 'as-set' ? this.#settings.state.values.interfaces : interfaces;
    if (chosen !== null) await this.#around.on(chosen);
  }

  /** What is set is in force at once. */
  #onSettings(value: SettingsState): void {
    this.#onChanges([{ set: 'settings', value }]);
    this.#speed.look();
    this.#updates.look();
    if (this.#started) void this.#lookAround();
  }

  #onChanges(changes: readonly StateChange[]): void {
    const { state } = this;
    if (changes.some(({ set, value }) => set === 'engine' && value === 'running')) {
      this.#speed.restarted();
    }
    this.#log.addProblems(changes);
    this.#sessions.announce('stateChanged', changes);
    this.#news.look(changes, state);
    this.#conflicts.look(changes, state);
    this.#links.look(state);
    this.#options.onChanges(changes, state);
    this.#settings.look();
  }
}
