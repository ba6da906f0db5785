import 'vscode-jsonrpc/node';
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, readdirSync, readFileSync, readlinkSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { inject } from 'vitest';
import type { Params, Result } from '../../../shared/api/contract.ts';
import type { EngineContract, EngineEvents } from '../../../shared/api/engine-contract.ts';
import { type AppState, EMPTY_STATE, type Self } from '../../../shared/api/state.ts';
import { applyChanges } from '../../../shared/api/state-change.ts';
import type { SwarmId } from '../../../shared/ids.ts';
import type { Channel } from '../../../shared/rpc/channel.ts';
import { Client } from '../../../shared/rpc/connection.ts';
import { readPlan } from '../../reels/reel-folder.ts';
import { megabytes, processorSeconds } from '../../testing/process-use.ts';
import { temporaryFolder } from '../../testing/temporary-folder.ts';
import { newTransferId } from './test-engine.ts';

/** What a test and an engine's process say to each other: calls and events, and a question beside them. */
export type ToEngine = { readonly rpc: unknown } | { readonly question: number };
export type FromEngine =
  | { readonly rpc: unknown }
  | { readonly question: number; readonly timers: number };

/** What a process holds and does. */
export interface Holdings {
  readonly sockets: number;
  readonly timers: number;
  /** Files in its data folder, and their bytes. */
  readonly files: number;
  readonly bytes: number;
  /** Programs that it has started and that still run. */
  readonly children: number;
}

/** As the hosts start it (`host/engine-link/heap-flags.ts`). */
const HEAP_FLAGS = ['--max-semi-space-size=4', '--heap-growing-percent=50'];
const PATIENCE = 60_000;
/** In milliseconds. */
const PREPARING = 120_000;

/** An engine in a process of its own, so that what it costs can be measured (on Linux, by proc(5)). */
export class EngineProcess implements AsyncDisposable {
  readonly name: string;
  /** Holds the data folder, and whatever a test puts beside it. */
  readonly directory = temporaryFolder();
  readonly #child: ChildProcess;
  readonly #client: Client<EngineContract, EngineEvents>;
  #state: AppState = EMPTY_STATE;
  #self: Self | null = null;
  #questions = 0;

  private constructor(name: string) {
    this.name = name;
    this.#child = fork(join(inject('programs'), 'attacked-engine.mjs'), [], {
      execArgv: HEAP_FLAGS,
      // A group of its own: what it has started ends with it.
      detached: true,
    });
    this.#client = new Client(channelTo(this.#child));
    this.#client.on('stateChanged', (changes) => {
      this.#state = applyChanges(this.#state, changes);
    });
    this.#client.on('log', ({ message }) => console.error(`${name}: ${message}`));
  }

  /** @param data a folder of which its data folder is a copy; it begins with nothing if left out */
  static async start(name: string, data?: string): Promise<EngineProcess> {
    const node = new EngineProcess(name);
    if (data !== undefined) {
      cpSync(data, node.dataDirectory, { recursive: true, preserveTimestamps: true });
    }
    node.#self = await node.call('engine.start', {
      dataDirectory: node.dataDirectory,
      name,
      listen: { host: '127.0.0.1', port: 0 },
      version: 'test',
    });
    return node;
  }

  get self(): Self {
    if (this.#self === null) throw new Error('it has not started');
    return this.#self;
  }

  get state(): AppState {
    return this.#state;
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  call<K extends keyof EngineContract & string>(
    name: K,
    params: Params<EngineContract, K>,
    signal?: AbortSignal,
  ): Promise<Result<EngineContract, K>> {
    return this.#client.call(name, params, signal);
  }

  /** Adds a repository, and shares it with everyone. */
  async share(path: string) {
    const repository = await this.call('repositories.add', { path });
    const visibility = { to: 'everyone' } as const;
    await this.call('repositories.setVisibility', { repository: repository.id, visibility });
    return repository;
  }

  async connect({ self }: { readonly self: Self }): Promise<void> {
    await this.call('peers.connect', { host: '127.0.0.1', port: self.port });
  }

  /** @returns how long it took, in milliseconds */
  async clone(swarm: SwarmId, folder: string): Promise<number> {
    await this.until(({ swarms }) => (swarms[swarm]?.alternatives.length ?? 0) > 0, 'it is shared');
    const begun = performance.now();
    const directory = join(this.directory, folder);
    await this.call('clone', { transfer: newTransferId(), swarm, directory });
    return performance.now() - begun;
  }

  /** Waits until the state is as wanted. */
  async until(isReached: (state: AppState) => boolean, what: string): Promise<void> {
    const deadline = performance.now() + PATIENCE;
    while (!isReached(this.state)) {
      if (performance.now() > deadline) throw new Error(`waited in vain until ${what}`);
      await sleep(20);
    }
  }

  /** The most that the process itself has had in memory so far, in MB. */
  get peakMegabytes(): number {
    return megabytes(this.pid, 'VmHWM');
  }

  /** Of processor time, with that of programs it started which have ended. */
  get processorSeconds(): number {
    return processorSeconds(this.pid);
  }

  /** Answered by its event loop: how late, says how busy that is. */
  async holdings(): Promise<Holdings> {
    this.#questions += 1;
    const question = this.#questions;
    const timers = new Promise<number>((resolve) => {
      const hear = (message: FromEngine) => {
        if (!('question' in message) || message.question !== question) return;
        this.#child.off('message', hear);
        resolve(message.timers);
      };
      this.#child.on('message', hear);
    });
    this.#child.send({ question } satisfies ToEngine);
    return {
      timers: await timers,
      sockets: countSockets(this.pid),
      children: countChildren(this.pid),
      ...measure(this.dataDirectory),
    };
  }

  /** What others would clone of so many repositories is made ready before they ask: waits for that. */
  async untilPrepared(repositories: number): Promise<void> {
    const { reels } = this;
    const isPrepared = async (name: string) => {
      const plan = await readPlan(join(reels, name));
      const sheets = readdirSync(join(reels, name)).filter((file) => file.endsWith('.sheet'));
      return plan !== null && plan.length === sheets.length;
    };
    for (let round = 0; round < PREPARING / 100; round += 1) {
      const prepared = await Promise.all(readdirSync(reels).map(isPrepared));
      if (prepared.filter((is) => is).length >= repositories) return;
      await sleep(100);
    }
    throw new Error('waited in vain until repositories are prepared');
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#client.dispose();
    const { exitCode, signalCode } = this.#child;
    if (exitCode === null && signalCode === null) {
      const exited = once(this.#child, 'exit');
      process.kill(-this.pid, 'SIGKILL');
      await exited;
    }
    rmSync(this.directory, { recursive: true, force: true, maxRetries: 3 });
  }

  get dataDirectory(): string {
    return join(this.directory, 'data');
  }

  /** The folder of what it makes for others. */
  get reels(): string {
    return join(this.dataDirectory, 'reels');
  }
}

function channelTo(child: ChildProcess): Channel {
  return {
    send: (rpc) => void (child.connected && child.send({ rpc } satisfies ToEngine)),
    onMessage: (listener) =>
      child.on('message', (message: FromEngine) => {
        if ('rpc' in message) listener(message.rpc);
      }),
    onClose: (listener) => child.once('disconnect', listener),
    // What has been stopped may have ended by itself.
    close: () => void (child.connected && child.disconnect()),
  };
}

function countSockets(pid: number): number {
  const folder = `/proc/${pid}/fd`;
  const isSocket = (name: string) => {
    try {
      return readlinkSync(join(folder, name)).startsWith('socket:');
    } catch {
      // Closed since the folder was read.
      return false;
    }
  };
  return readdirSync(folder).filter(isSocket).length;
}

/** Those of all its threads. */
function countChildren(pid: number): number {
  return readdirSync(`/proc/${pid}/task`)
    .map((thread) => readFileSync(`/proc/${pid}/task/${thread}/children`, 'utf8'))
    .join(' ')
    .split(' ')
    .filter((child) => child !== '').length;
}

function measure(directory: string): { files: number; bytes: number } {
  const entries = readdirSync(directory, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  const sizes = files.map(
    (entry) => statSync(join(entry.parentPath, entry.name), { throwIfNoEntry: false })?.size ?? 0,
  );
  return { files: files.length, bytes: sizes.reduce((sum, size) => sum + size, 0) };
}
