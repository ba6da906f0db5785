import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Caller, Params, ParsedParams, Result } from '../../../shared/api/contract.ts';
import { type EngineContract, engineContract } from '../../../shared/api/engine-contract.ts';
import { type AppState, EMPTY_STATE, isRunning, type Transfer } from '../../../shared/api/state.ts';
import { applyChanges } from '../../../shared/api/state-change.ts';
import type { TransferId } from '../../../shared/ids.ts';
import { Engine } from '../../engine.ts';
import { temporaryFolder } from '../../testing/temporary-folder.ts';

/**
 * How long until it is looked for what the state does not tell, in milliseconds: to ask git takes a program, and
 * holds up the engine, which is in this process.
 */
const UNTOLD = 300;
/**
 * How long something is waited for, in milliseconds: as long as elsewhere (vitest.setup.ts). It is counted in what
 * was slept: on a busy machine, where all takes longer, sleeping does so, too.
 */
const PATIENCE = 30_000;
const NAP = 20;
/** A test has nobody nearby to wait for, in milliseconds. */
const SETTLE = 200;

/** What an engine has told since its start. */
interface Told {
  readonly state: AppState;
  readonly messages: number;
  readonly advertisements: number;
}

/** An engine in this process, with the state it tells and a folder for whatever a test needs. */
export class TestEngine implements Caller<EngineContract>, AsyncDisposable {
  readonly engine: Engine;
  readonly directory: string;
  readonly #read: () => Told;

  private constructor(engine: Engine, directory: string, read: () => Told) {
    this.engine = engine;
    this.directory = directory;
    this.#read = read;
  }

  /**
   * @param patience how long a transfer waits for somebody who left to come back, in milliseconds
   * @param depot what it keeps for others
   */
  static async start(
    name: string | undefined,
    directory = temporaryFolder(),
    patience?: number,
    reach?: Params<EngineContract, 'engine.start'>['reach'],
    depot?: Params<EngineContract, 'engine.start'>['depot'],
  ): Promise<TestEngine> {
    let state = EMPTY_STATE;
    let messages = 0;
    let advertisements = 0;
    const params = {
      dataDirectory: join(directory, 'data'),
      name,
      listen: { host: '127.0.0.1', port: 0 },
      version: 'test',
      reach,
      ...(depot === undefined ? {} : { depot }),
    };
    const parsed = engineContract['engine.start'].params.parse(params);
    const engine = await Engine.start(
      { ...parsed, settle: SETTLE, ...(patience && { patience }) },
      {
        stateChanged: (changes) => {
          messages += 1;
          state = applyChanges(state, changes);
        },
        advertise: () => {
          advertisements += 1;
        },
        log: ({ message }) => console.error(`${name}: ${message}`),
      },
    );
    return new TestEngine(engine, directory, () => ({ state, messages, advertisements }));
  }

  get state(): AppState {
    return this.#read().state;
  }

  /** How often it has told of changes. */
  get messages(): number {
    return this.#read().messages;
  }

  /** How often it has had something new to show to other peers. */
  get advertisements(): number {
    return this.#read().advertisements;
  }

  get id() {
    return this.engine.self.id;
  }

  async call<K extends keyof EngineContract & string>(
    name: K,
    params: Params<EngineContract, K>,
    signal = new AbortController().signal,
  ): Promise<Result<EngineContract, K>> {
    const handlers = this.engine.handlers as Record<string, unknown>;
    const handler = handlers[name] as (
      params: ParsedParams<EngineContract, K>,
      signal: AbortSignal,
    ) => Promise<Result<EngineContract, K>>;
    const parsed = engineContract[name].params.parse(params) as ParsedParams<EngineContract, K>;
    return handler(parsed, signal);
  }

  /** Adds a repository, and shares it with everyone unless told otherwise. */
  async share(
    path: string,
    visibility: Params<EngineContract, 'repositories.setVisibility'>['visibility'] = {
      to: 'everyone',
    },
  ) {
    const repository = await this.call('repositories.add', { path });
    await this.call('repositories.setVisibility', { repository: repository.id, visibility });
    return repository;
  }

  async connect(other: TestEngine): Promise<void> {
    await this.call('peers.connect', { host: '127.0.0.1', port: other.engine.self.port });
  }

  /** Ends this engine and starts another one on the same data. */
  async restarted(): Promise<TestEngine> {
    const { name } = this.engine.self;
    await this.engine[Symbol.asyncDispose]();
    return TestEngine.start(name, this.directory);
  }

  /** Waits until the state is as wanted. */
  async until(isReached: (state: AppState) => boolean, what: string): Promise<void> {
    let slept = 0;
    while (!isReached(this.state)) {
      if (slept >= PATIENCE) throw new Error(`waited in vain until ${what}`);
      const told = this.messages;
      const until = slept + UNTOLD;
      do {
        await sleep(NAP);
        slept += NAP;
      } while (slept < until && this.messages === told);
    }
  }

  /** Waits until some swarm has `count` copies of others. */
  async untilAlternatives(count: number): Promise<void> {
    await this.until(
      ({ swarms }) => Object.values(swarms).some((swarm) => swarm.alternatives.length === count),
      `${count} alternatives are known`,
    );
  }

  /** A transfer as it is shown when it is over: what is told follows the answer of its call. */
  async ended(transfer: TransferId): Promise<Transfer> {
    const shown = () => this.state.transfers[transfer];
    const isOver = (told = shown()) => told !== undefined && !isRunning(told);
    await this.until(() => isOver(), 'the transfer has ended');
    return shown() as Transfer;
  }

  async fetch(
    path: string,
    options: { peers?: readonly Pick<TestEngine, 'id'>[]; as?: string; signal?: AbortSignal } = {},
  ) {
    const repository = await this.call('repositories.add', { path });
    const peers = (options.peers ?? []).map(({ id }) => id);
    const params = { transfer: newTransferId(), repository: repository.id, peers, as: options.as };
    return this.call('fetch', params, options.signal);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.engine[Symbol.asyncDispose]();
    rmSync(this.directory, { recursive: true, force: true });
  }
}

export function newTransferId(): TransferId {
  return randomUUID() as TransferId;
}
