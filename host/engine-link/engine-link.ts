import { setTimeout as sleep } from 'node:timers/promises';
import { BackOff } from '../../engine/waiting/back-off.ts';
import type { Caller, Params, Result } from '../../shared/api/contract.ts';
import type {
  Advertisement,
  EngineContract,
  EngineEvents,
  LogEntry,
} from '../../shared/api/engine-contract.ts';
import { type AppState, EMPTY_STATE, type Self } from '../../shared/api/state.ts';
import { applyChanges, type StateChange } from '../../shared/api/state-change.ts';
import { CancelledError } from '../../shared/errors.ts';
import { Client, DisconnectedError } from '../../shared/rpc/connection.ts';
import {
  type EngineExit,
  type EngineLauncher,
  type EngineProcess,
  waitForExit,
} from './engine-process.ts';
import { EngineStartError, EngineUnavailableError } from './errors.ts';
import { stateDifference } from './state-difference.ts';

export interface EngineLinkOptions {
  readonly launcher: EngineLauncher;
  readonly start: Params<EngineContract, 'engine.start'>;
  onChanges(changes: readonly StateChange[]): void;
  onAdvertise(advertisement: Advertisement): void;
  onLog(entry: LogEntry): void;
}

interface RunningEngine {
  readonly process: EngineProcess;
  readonly client: Client<EngineContract, EngineEvents>;
}

/** An engine that ran this long before it died is restarted after the shortest wait. */
const STEADY_AFTER_MS = 60_000;
/** How long a stopping engine may take to end its connections, and then to exit: who leaves is to be gone within a second. */
const STOP_MS = 600;
const LATE = 'The engine was busy when it was to stop, and was not waited for.';
const EXIT_MS = 200;
/** How long a command waits for an engine that is being started. */
const WAIT_MS = 8_000;

/**
 * The host's end of the engine: starts it, keeps a projection of its state, passes commands on,
 * and starts it again when it dies. `state.engine` is this class's to say.
 */
export class EngineLink implements Caller<EngineContract>, AsyncDisposable {
  readonly #options: EngineLinkOptions;
  readonly #backOff = new BackOff({
    first: 250,
    most: 30_000,
    steadyAfter: STEADY_AFTER_MS,
  });
  readonly #stopping = new AbortController();
  readonly #waiting = new Set<(engine: RunningEngine) => void>();
  #engine: RunningEngine | null = null;
  #starting: RunningEngine | null = null;
  #state: AppState = EMPTY_STATE;

  constructor(options: EngineLinkOptions) {
    this.#options = options;
  }

  get state(): AppState {
    return this.#state;
  }

  /** Starts the engine. What the engine itself refuses with (no git, a busy port) is thrown on. */
  async start(): Promise<Self> {
    return await this.#launch();
  }

  /** A command that comes while the engine starts waits for it, for a few seconds. */
  async call<K extends keyof EngineContract & string>(
    name: K,
    params: Params<EngineContract, K>,
    signal?: AbortSignal,
  ): Promise<Result<EngineContract, K>> {
    const { client } = this.#engine ?? (await this.#nextEngine(signal));
    try {
      return await client.call(name, params, signal);
    } catch (error) {
      throw error instanceof DisconnectedError ? new EngineUnavailableError() : error;
    }
  }

  /** Lets the engine end its connections, then makes sure that it is gone. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#stopping.abort();
    const engine = this.#engine ?? this.#starting;
    this.#engine = null;
    if (engine !== null) {
      await this.#askToStop(engine);
      await this.#end(engine);
    }
    this.#apply([{ set: 'engine', value: 'stopped' }]);
  }

  async #launch(): Promise<Self> {
    const { launcher, start, onAdvertise, onLog } = this.#options;
    const process = launcher.launch();
    const client = new Client<EngineContract, EngineEvents>(process.channel);
    const engine: RunningEngine = { process, client };
    this.#starting = engine;
    // Until the new engine is ready its state is gathered apart, so that the last one stays shown.
    let gathered: AppState = EMPTY_STATE;
    client.on('stateChanged', (changes) => {
      if (this.#engine === engine) this.#apply(changes);
      else gathered = applyChanges(gathered, changes);
    });
    client.on('advertise', (advertisement) => onAdvertise(advertisement));
    client.on('log', (entry) => onLog(entry));
    try {
      // A new engine goes on under the name the last one had, which the user may have changed.
      const name = this.#state.self?.name ?? start.name;
      const self = await client.call('engine.start', { ...start, name });
      this.#stopping.signal.throwIfAborted();
      this.#engine = engine;
      this.#apply(stateDifference(this.#state, { ...gathered, self, engine: 'running' }));
      for (const goOn of this.#waiting) goOn(engine);
      this.#backOff.works();
      void process.exited.then((exit) => this.#onExit(engine, exit));
      return self;
    } catch (error) {
      await this.#end(engine);
      throw error instanceof DisconnectedError ? new EngineStartError(await process.exited) : error;
    } finally {
      this.#starting = null;
    }
  }

  async #nextEngine(signal?: AbortSignal): Promise<RunningEngine> {
    const over = [this.#stopping.signal, AbortSignal.timeout(WAIT_MS), ...(signal ? [signal] : [])];
    const given = AbortSignal.any(over);
    let goOn: (engine: RunningEngine) => void = () => {};
    try {
      return await new Promise<RunningEngine>((resolve, reject) => {
        goOn = resolve;
        this.#waiting.add(resolve);
        if (given.aborted) reject(given.reason);
        given.addEventListener('abort', () => reject(given.reason));
      });
    } catch {
      throw signal?.aborted ? new CancelledError() : new EngineUnavailableError();
    } finally {
      this.#waiting.delete(goOn);
    }
  }

  #onExit(engine: RunningEngine, exit: EngineExit): void {
    if (this.#engine !== engine) return;
    this.#engine = null;
    engine.client.dispose();
    this.#log(`The engine died (${exitText(exit)}) and is being restarted.`);
    this.#apply([{ set: 'engine', value: 'restarting' }]);
    void this.#restart();
  }

  async #restart(): Promise<void> {
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      try {
        await sleep(this.#backOff.next(), undefined, { signal });
        await this.#launch();
        return;
      } catch (error) {
        if (!signal.aborted) this.#log(`The engine could not be restarted: ${errorText(error)}`);
      }
    }
  }

  /** One that takes longer than others can wait is ended: it loses nothing by that, and is no failure. */
  async #askToStop({ client }: RunningEngine): Promise<void> {
    const failed = (error: unknown) => `The engine did not stop cleanly: ${errorText(error)}`;
    const late = sleep(STOP_MS, LATE, { ref: false });
    const stopped = client.call('engine.stop', {}).then(() => null, failed);
    const outcome = await Promise.race([stopped, late]);
    if (outcome === LATE) this.#options.onLog({ level: 'warning', message: LATE });
    else if (outcome !== null) this.#log(outcome);
  }

  async #end({ process, client }: RunningEngine): Promise<void> {
    client.dispose();
    await waitForExit(process, EXIT_MS);
  }

  #apply(changes: readonly StateChange[]): void {
    if (changes.length === 0) return;
    this.#state = applyChanges(this.#state, changes);
    this.#options.onChanges(changes);
  }

  #log(message: string): void {
    this.#options.onLog({ level: 'error', message });
  }
}

function errorText(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function exitText(exit: EngineExit): string {
  switch (exit.reason) {
    case 'ended':
      return 'it ended by itself';
    case 'crashed':
      return `exit code ${exit.code}`;
    case 'failed':
      return errorText(exit.error);
  }
}
