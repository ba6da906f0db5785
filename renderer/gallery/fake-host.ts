import type { Caller, Params, Result } from '../../shared/api/contract.ts';
import type { HostContract } from '../../shared/api/host-contract.ts';

export interface Call {
  readonly name: string;
  readonly params: unknown;
}

/** Remembers what it is asked for, and never gets it done. */
export class FakeHost implements Caller<HostContract> {
  readonly calls: Call[] = [];

  call<K extends keyof HostContract & string>(
    name: K,
    params: Params<HostContract, K>,
  ): Promise<Result<HostContract, K>> {
    this.calls.push({ name, params });
    return new Promise(() => {});
  }
}
