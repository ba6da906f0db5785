import type { Caller, Params, Result } from '../../shared/api/contract.ts';
import type { HostContract } from '../../shared/api/host-contract.ts';

export interface Call {
  readonly name: string;
  readonly params: unknown;
}

/** What some commands come to. */
export type Answers = {
  readonly [K in keyof HostContract]?: (params: Params<HostContract, K>) => Promise<unknown>;
};

/** Remembers what it is asked for, and gets done no more than the answers it was given. */
export class FakeHost implements Caller<HostContract> {
  readonly calls: Call[] = [];
  readonly #answers: Answers;

  constructor(answers: Answers = {}) {
    this.#answers = answers;
  }

  call<K extends keyof HostContract & string>(
    name: K,
    params: Params<HostContract, K>,
  ): Promise<Result<HostContract, K>> {
    this.calls.push({ name, params });
    const answer = this.#answers[name];
    if (answer === undefined) return new Promise(() => {});
    return answer(params).then((result) => result as Result<HostContract, K>);
  }
}
