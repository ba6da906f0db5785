import type { Handlers, ParsedParams } from '../../../shared/api/contract.ts';
import type { EngineContract, Mirrored } from '../../../shared/api/engine-contract.ts';
import type { Transfers } from '../transfers.ts';
import { chooseMirrors } from './choose-mirrors.ts';
import { MirrorJob, type MirrorParts } from './mirror-job.ts';

/** Carries out what a clone of an address asks for. */
export class MirrorCommands {
  readonly #parts: MirrorParts;
  readonly #transfers: Transfers;

  constructor(parts: MirrorParts, transfers: Transfers) {
    this.#parts = parts;
    this.#transfers = transfers;
  }

  get handlers(): Pick<Handlers<EngineContract>, 'mirror.bring'> {
    return { 'mirror.bring': (params, signal) => this.#bring(params, signal) };
  }

  async #bring(
    { transfer, directory, origin }: ParsedParams<EngineContract, 'mirror.bring'>,
    signal: AbortSignal,
  ): Promise<Mirrored> {
    const { sources } = this.#parts;
    const isTrusted = ({ peer }: { peer: { id: Parameters<typeof sources.isTrusted>[0] } }) =>
      sources.isTrusted(peer.id);
    const [first, ...others] = chooseMirrors(sources.copies(), origin, isTrusted);
    if (first === undefined) return { sources: [], result: null };
    const request = { kind: 'mirror', directory } as const;
    const job = new MirrorJob(this.#parts, transfer, request, [first, ...others]);
    const result = await this.#transfers.run(job, signal);
    return { sources: job.brought, result };
  }
}
