import { isAbsolute } from 'node:path';
import type { Handlers, ParsedParams } from '../../shared/api/contract.ts';
import type { EngineContract } from '../../shared/api/engine-contract.ts';
import type { TransferResult } from '../../shared/api/state.ts';
import { InvalidRequestError } from '../../shared/errors.ts';
import { isCloned } from './clone/clone-folder.ts';
import type { Jobs } from './jobs.ts';
import type { TransferLog } from './transfer-log.ts';
import type { Transfers } from './transfers.ts';

type TransferHandler =
  | 'fetch'
  | 'clone'
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

  constructor(jobs: Jobs, transfers: Transfers, log: TransferLog) {
    this.#jobs = jobs;
    this.#transfers = transfers;
    this.#log = log;
  }

  get handlers(): Pick<Handlers<EngineContract>, TransferHandler> {
    const transfers = this.#transfers;
    return {
      fetch: (params, signal) => this.#fetch(params, signal),
      clone: (params, signal) => this.#clone(params, signal),
      'transfers.cancel': ({ transfer }) => transfers.cancel(transfer),
      'transfers.pause': ({ transfer }) => transfers.pause(transfer),
      'transfers.resume': ({ transfer }) => transfers.resume(transfer),
      'transfers.retry': ({ transfer }) => transfers.retry(transfer),
      'transfers.dismiss': ({ transfer }) => transfers.dismiss(transfer),
    };
  }

  /** Takes up what an earlier run of Shoal left unfinished. */
  async restore(): Promise<void> {
    for (const record of this.#log.all) {
      const job = this.#jobs.restore(record);
      const { state, request } = record;
      const isDone = request.kind === 'clone' && (await isCloned(request.directory));
      if (state.state === 'verifying' && isDone) {
        const verify = this.#jobs.verification(record.path, state.wants);
        this.#transfers.restoreVerifying(job, verify);
      } else if (isDone) {
        await this.#log.remove(record.id);
      } else if (state.state === 'paused') {
        this.#transfers.restorePaused(job);
      } else if (state.state === 'failed') {
        this.#transfers.restoreFailed(job, state);
      } else {
        // Its failure is shown.
        this.#transfers.run(job).catch(() => {});
      }
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
    const { directory: path, swarm } = params;
    if (!isAbsolute(path)) throw new InvalidRequestError('The folder must be a full path.');
    // One that was interrupted goes on by itself; who asks for it again means that one.
    const active = this.#transfers.findActive(
      (request) =>
        request.kind === 'clone' && request.directory === path && request.swarm === swarm,
    );
    if (active !== null) return { ...(await this.#transfers.join(active)), path };
    const job = await this.#jobs.begin(transfer, { kind: 'clone', ...params }, signal);
    return { ...(await this.#transfers.run(job, signal)), path };
  }
}
