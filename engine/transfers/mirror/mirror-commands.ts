import type { Handlers, ParsedParams } from '../../../shared/api/contract.ts';
import type { EngineContract, Origin } from '../../../shared/api/engine-contract.ts';
import type { Mirrored } from '../../../shared/api/mirror-source.ts';
import type { TransferResult } from '../../../shared/api/state.ts';
import { isCloneAddress } from '../../../shared/domain/git/clone-address.ts';
import { InvalidRequestError } from '../../../shared/errors.ts';
import type { RemoteCopy } from '../../asking/remote-copy.ts';
import type { Jobs } from '../jobs.ts';
import { fullPath } from '../transfer-commands.ts';
import type { Transfers } from '../transfers.ts';
import { chooseMirrors } from './choose-mirrors.ts';
import { MirrorJob, type MirrorParts } from './mirror-job.ts';

/** Carries out clones of addresses, or what the one who clones asks for. */
export class MirrorCommands {
  readonly #parts: MirrorParts;
  readonly #jobs: Jobs;
  readonly #transfers: Transfers;

  constructor(parts: MirrorParts, jobs: Jobs, transfers: Transfers) {
    this.#parts = parts;
    this.#jobs = jobs;
    this.#transfers = transfers;
  }

  get handlers(): Pick<Handlers<EngineContract>, 'mirror.bring' | 'clone.url'> {
    return {
      'mirror.bring': (params, signal) => this.#bring(params, signal),
      'clone.url': (params, signal) => this.#clone(params, signal),
    };
  }

  #copiesOf(origin: Origin): RemoteCopy[] {
    const { sources } = this.#parts;
    return chooseMirrors(sources.copies(), origin, ({ peer }) => sources.isTrusted(peer.id));
  }

  async #bring(
    { transfer, directory, origin }: ParsedParams<EngineContract, 'mirror.bring'>,
    signal: AbortSignal,
  ): Promise<Mirrored> {
    const [first, ...others] = this.#copiesOf(origin);
    if (first === undefined) return { sources: [], result: null };
    const request = { kind: 'mirror', directory } as const;
    const job = new MirrorJob(this.#parts, transfer, request, [first, ...others]);
    const result = await this.#transfers.run(job, signal);
    return { sources: job.brought, result };
  }

  async #clone(
    { transfer, url, directory, share }: ParsedParams<EngineContract, 'clone.url'>,
    signal: AbortSignal,
  ): Promise<TransferResult & { path: string }> {
    if (!isCloneAddress(url)) throw new InvalidRequestError('Type the address of a repository.');
    const path = fullPath(directory);
    // One that was interrupted goes on by itself; who asks for it again means that one.
    const active = this.#transfers.findActive(
      (request) => request.kind === 'url' && request.directory === path && request.url === url,
    );
    if (active !== null) return { ...(await this.#transfers.join(active)), path };
    const request = { kind: 'url', url, lacksSecret: false, directory: path, share } as const;
    const job = await this.#jobs.begin(transfer, request, signal);
    return { ...(await this.#transfers.run(job, signal)), path };
  }
}
