import { isAbsolute, resolve } from 'node:path';
import type { Handlers, ParsedParams } from '../../shared/api/contract.ts';
import type { EngineContract } from '../../shared/api/engine-contract.ts';
import type { TransferResult } from '../../shared/api/state.ts';
import { InvalidRequestError } from '../../shared/errors.ts';
import type { SwarmId } from '../../shared/ids.ts';
import { AddressNotKeptError, FolderTakenError } from '../errors/transfers.ts';
import { checkCloneFolder, isCloned } from './clone/clone-folder.ts';
import { failureOf } from './entry.ts';
import type { Jobs } from './jobs.ts';
import { StagingFolder } from './mirror/staging-folder.ts';
import type {
  LoggedRequest,
  TransferLog,
  TransferRecord,
  TransferRequest,
} from './transfer-log.ts';
import type { Transfers } from './transfers.ts';

type TransferHandler =
  | 'fetch'
  | 'clone'
  | 'clone.check'
  | 'transfers.cancel'
  | 'transfers.pause'
  | 'transfers.resume'
  | 'transfers.retry'
  | 'transfers.dismiss';

/** Carries out the commands that begin transfers and steer them. */
export class TransferCommands {
  readonly #jobs: Jobs;
  readonly #transfers: Transfers;
  readonly #log: TransferLog;
  readonly #logged: (error: unknown) => void;

  /** @param logged writes down what nobody is told */
  constructor(
    jobs: Jobs,
    transfers: Transfers,
    log: TransferLog,
    logged: (error: unknown) => void,
  ) {
    this.#jobs = jobs;
    this.#transfers = transfers;
    this.#log = log;
    this.#logged = logged;
  }

  get handlers(): Pick<Handlers<EngineContract>, TransferHandler> {
    const transfers = this.#transfers;
    return {
      fetch: (params, signal) => this.#fetch(params, signal),
      clone: (params, signal) => this.#clone(params, signal),
      'clone.check': ({ directory, swarm }) => this.#checkFolder(directory, swarm),
      'transfers.cancel': ({ transfer }) => transfers.cancel(transfer),
      'transfers.pause': ({ transfer }) => transfers.pause(transfer),
      'transfers.resume': ({ transfer }) => transfers.resume(transfer),
      'transfers.retry': ({ transfer }) => transfers.retry(transfer),
      'transfers.dismiss': ({ transfer }) => transfers.dismiss(transfer),
    };
  }

  /** Takes up what an earlier run of Shoal left unfinished; one that cannot be leaves the others as they are. */
  async restore(): Promise<void> {
    for (const record of this.#log.all) await this.#restoreOne(record).catch(this.#logged);
  }

  async #restoreOne(record: TransferRecord): Promise<void> {
    const job = this.#jobs.restore(record);
    const { state, request } = record;
    const isWhole = await isWholeClone(request);
    if (state.state === 'verifying' && isWhole && request.kind === 'clone') {
      const verify = this.#jobs.verification(request, state.wants);
      this.#transfers.restoreVerifying(job, verify);
    } else if (isWhole) {
      await this.#log.remove(record.id);
    } else if (request.kind === 'url' && request.lacksSecret) {
      const failure = failureOf(new AddressNotKeptError());
      await this.#log.setState(record.id, failure);
      await job.discard();
      this.#transfers.restoreFailed(job, failure);
    } else if (state.state === 'paused') {
      this.#transfers.restorePaused(job);
    } else if (state.state === 'failed') {
      this.#transfers.restoreFailed(job, state);
    } else {
      // Its failure is shown.
      this.#transfers.run(job).catch(() => {});
    }
  }

  async #fetch(
    { transfer, ...params }: ParsedParams<EngineContract, 'fetch'>,
    signal: AbortSignal,
  ): Promise<TransferResult> {
    if (params.as !== undefined && params.peers.length !== 1) {
      throw new InvalidRequestError('Name one teammate to fetch from with --as.');
    }
    const job = await this.#jobs.begin(transfer, { kind: 'fetch', ...params }, signal);
    return this.#transfers.run(job, signal);
  }

  async #clone(
    { transfer, ...params }: ParsedParams<EngineContract, 'clone'>,
    signal: AbortSignal,
  ): Promise<TransferResult & { path: string }> {
    const { swarm } = params;
    const path = fullPath(params.directory);
    // One that was interrupted goes on by itself; who asks for it again means that one.
    const active = this.#transfers.findActive(
      (request) =>
        request.kind === 'clone' && request.directory === path && request.swarm === swarm,
    );
    if (active !== null) return { ...(await this.#transfers.join(active)), path };
    const request = { kind: 'clone', ...params, directory: path } as const;
    const job = await this.#jobs.begin(transfer, request, signal);
    return { ...(await this.#transfers.run(job, signal)), path };
  }

  async #checkFolder(directory: string, swarm: SwarmId | null): Promise<void> {
    const path = fullPath(directory);
    const isForAnother = (request: TransferRequest) =>
      (request.kind === 'clone' && request.directory === path && request.swarm !== swarm) ||
      (request.kind === 'url' && request.directory === path);
    if (this.#transfers.findActive(isForAnother) !== null) throw new FolderTakenError(path);
    await checkCloneFolder(path);
  }
}

/** The one way to write a folder: `/a/b/` and `/a/c/../b` are `/a/b`. */
export function fullPath(directory: string): string {
  if (!isAbsolute(directory)) throw new InvalidRequestError('Type the full path of a folder.');
  return resolve(directory);
}

async function isWholeClone(request: LoggedRequest): Promise<boolean> {
  if (request.kind === 'fetch' || !(await isCloned(request.directory))) return false;
  return request.kind === 'clone' || !(await StagingFolder.isIn(request.directory));
}
