import { rm } from 'node:fs/promises';
import { join, sep } from 'node:path';
import type { LogEntry } from '../../shared/api/engine-contract.ts';
import type { Self } from '../../shared/api/state.ts';
import type { EngineLauncher } from '../engine-link/engine-process.ts';
import { NetworkedEngine, type OpenDiscovery } from '../node/networked-engine.ts';
import { demoRoom } from './demo-room.ts';
import { makeCopy } from './make-copy.ts';
import { type DemoCopy, demoCopies, TEAMMATES, type Teammate } from './projects.ts';

export interface DemoOptions {
  readonly dataFolder: string;
  readonly version: string;
  readonly launcher: EngineLauncher;
  /** The user's own. */
  readonly engine: NetworkedEngine;
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
 * over loopback only and found by nobody else. They live in a folder inside the data folder and go without a trace.
 */
export class Demo implements AsyncDisposable {
  readonly #options: DemoOptions;
  readonly #folder: string;
  #running: Promise<RunningDemo> | null = null;

  constructor(options: DemoOptions) {
    this.#options = options;
    this.#folder = join(options.dataFolder, 'demo');
  }

  /** Starts the demo, unless it runs. */
  async start(): Promise<void> {
    this.#running ??= this.#open();
    try {
      await this.#running;
    } catch (error) {
      this.#running = null;
      throw error;
    }
  }

  /** Ends the demo, if it runs, and takes everything away that it made. */
  async stop(): Promise<void> {
    const running = await this.#end();
    if (running === null) return;
    await this.cleanUp();
    const { engine } = this.#options;
    for (const { id } of running.teammates) {
      if (engine.state.peers[id]?.trust === 'trusted') {
        await engine.call('peers.untrust', { peer: id });
      }
      await engine.call('peers.forget', { peer: id });
    }
  }

  /** Removes what a demo left behind: this one, or one that was killed with its host. */
  async cleanUp(): Promise<void> {
    const { engine } = this.#options;
    const left = Object.values(engine.state.repositories).filter(({ path }) =>
      path.startsWith(this.#folder + sep),
    );
    for (const { id } of left) await engine.call('repositories.remove', { repository: id });
    await rm(this.#folder, { recursive: true, force: true });
  }

  /** For the end of the host: the teammates say goodbye; what they leave goes at the next start. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.#end();
  }

  async #open(): Promise<RunningDemo> {
    const { engine } = this.#options;
    const room = demoRoom();
    const opened: AsyncDisposable[] = [];
    try {
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
      return { teammates, opened };
    } catch (error) {
      await Promise.all(opened.map((each) => each[Symbol.asyncDispose]()));
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

  async #end(): Promise<RunningDemo | null> {
    const running = await this.#running?.catch(() => null);
    this.#running = null;
    if (!running) return null;
    await Promise.all(running.opened.map((each) => each[Symbol.asyncDispose]()));
    return running;
  }
}
