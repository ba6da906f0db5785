import { rm } from 'node:fs/promises';
import { join, sep } from 'node:path';
import type { LogEntry } from '../../shared/api/engine-contract.ts';
import { type DemoStatus, isRunning, type Self } from '../../shared/api/state.ts';
import type { PeerId } from '../../shared/ids.ts';
import type { EngineLauncher } from '../engine-link/engine-process.ts';
import { NetworkedEngine, type OpenDiscovery } from '../node/networked-engine.ts';
import type { DemoCopy, Teammate } from './projects.ts';

export interface DemoOptions {
  readonly dataFolder: string;
  readonly version: string;
  readonly launcher: EngineLauncher;
  /** The user's own. */
  readonly engine: NetworkedEngine;
  onStatus(status: DemoStatus): void;
  onLog(entry: LogEntry): void;
}

interface RunningDemo {
  readonly teammates: readonly Self[];
  readonly opened: readonly AsyncDisposable[];
}

/** The teammates' histories begin this long ago, so that their latest commits are of today. */
const HISTORY_SECONDS = 15 * 3_600;

/**
 * Three teammates on this machine, each a full engine with real repositories of its own, reachable
 * over loopback only and found by nobody else. They live in a folder inside the data folder, and
 * nothing of them stays but what the activity tells.
 */
export class Demo implements AsyncDisposable {
  readonly #options: DemoOptions;
  readonly #folder: string;
  #running: Promise<RunningDemo> | null = null;
  #ending: Promise<void> = Promise.resolve();
  #status: DemoStatus = 'off';

  constructor(options: DemoOptions) {
    this.#options = options;
    this.#folder = join(options.dataFolder, 'demo');
  }

  get status(): DemoStatus {
    return this.#status;
  }

  /** Starts the demo, unless it runs. */
  async start(): Promise<void> {
    this.#running ??= this.#ending.then(() => this.#open());
    try {
      await this.#running;
    } catch (error) {
      this.#running = null;
      throw error;
    }
  }

  /** Ends the demo, if it runs, and takes everything away that it made. */
  async stop(): Promise<void> {
    const running = this.#running;
    if (running !== null) {
      this.#running = null;
      const ended = this.#takeAway(running);
      this.#ending = ended.catch(() => {});
      await ended;
    }
    await this.#ending;
  }

  /** Removes what a demo left behind: this one, or one that was killed with its host. */
  async cleanUp(): Promise<void> {
    const { engine } = this.#options;
    const { repositories, transfers } = engine.state;
    for (const transfer of Object.values(transfers).filter(this.#isInside)) {
      const end = isRunning(transfer) ? 'transfers.cancel' : 'transfers.dismiss';
      await engine.call(end, { transfer: transfer.id });
    }
    for (const { id } of Object.values(repositories).filter(this.#isInside)) {
      await engine.call('repositories.remove', { repository: id });
    }
    await rm(this.#folder, { recursive: true, force: true });
  }

  /** For the end of the host: the teammates say goodbye; what they leave goes at the next start. */
  async [Symbol.asyncDispose](): Promise<void> {
    const running = await this.#running?.catch(() => null);
    this.#running = null;
    if (running) await endAll(running.opened);
    await this.#ending;
  }

  async #open(): Promise<RunningDemo> {
    this.#is('starting');
    const { engine } = this.#options;
    const opened: AsyncDisposable[] = [];
    try {
      const { demoRoom, makeCopy, demoCopies, TEAMMATES } = await import('./stage.ts');
      const room = demoRoom();
      await this.cleanUp();
      const copies = demoCopies();
      const start = Math.floor(Date.now() / 1_000) - HISTORY_SECONDS;
      await Promise.all(copies.map((copy) => makeCopy(this.#pathOf(copy), copy, start)));
      for (const copy of copies.filter(({ owner }) => owner === 'mine')) {
        await engine.call('repositories.add', { path: this.#pathOf(copy) });
      }
      opened.push(engine.discover('demo', room));
      const teammates = await Promise.all(
        TEAMMATES.map((name) => this.#openTeammate(name, copies, room, opened)),
      );
      this.#is('running');
      return { teammates, opened };
    } catch (error) {
      await endAll(opened);
      this.#is('off');
      throw error;
    }
  }

  async #openTeammate(
    name: Teammate,
    copies: readonly DemoCopy[],
    room: OpenDiscovery,
    opened: AsyncDisposable[],
  ): Promise<Self> {
    const { version, launcher, onLog } = this.#options;
    const teammate = new NetworkedEngine({
      launcher,
      start: {
        dataDirectory: join(this.#folder, name, 'data'),
        name,
        listen: { host: '127.0.0.1', port: 0 },
        version,
      },
      onChanges: () => {},
      onLog: ({ level, message }) => onLog({ level, message: `${name}: ${message}` }),
    });
    opened.push(teammate);
    const self = await teammate.start();
    for (const copy of copies.filter(({ owner }) => owner === name)) {
      const { id } = await teammate.call('repositories.add', { path: this.#pathOf(copy) });
      const visibility = { to: 'everyone' } as const;
      await teammate.call('repositories.setVisibility', { repository: id, visibility });
    }
    teammate.discover('demo', room);
    return self;
  }

  #pathOf({ owner, project }: DemoCopy): string {
    return join(this.#folder, owner, project.name);
  }

  async #takeAway(started: Promise<RunningDemo>): Promise<void> {
    const running = await started.catch(() => null);
    if (running === null) return;
    this.#is('ending');
    try {
      await endAll(running.opened);
      await this.cleanUp();
      for (const { id } of running.teammates) await this.#forget(id);
    } finally {
      this.#is('off');
    }
  }

  async #forget(peer: PeerId): Promise<void> {
    const { engine } = this.#options;
    const { peers, follows } = engine.state;
    for (const { repository } of Object.values(follows).filter((each) => each.peer === peer)) {
      await engine.call('follow.remove', { peer, repository });
    }
    if (peers[peer]?.trust === 'trusted') await engine.call('peers.untrust', { peer });
    await engine.call('peers.forget', { peer });
  }

  readonly #isInside = ({ path }: { readonly path: string }): boolean =>
    path.startsWith(this.#folder + sep);

  #is(status: DemoStatus): void {
    this.#status = status;
    this.#options.onStatus(status);
  }
}

async function endAll(opened: readonly AsyncDisposable[]): Promise<void> {
  await Promise.all(opened.map((each) => each[Symbol.asyncDispose]()));
}
