import { z } from 'zod';

/**
 * Contracts between two processes: each command has a schema for its parameters, checked by the
 * side that carries it out, and a type for its result.
 */
export interface Command<P extends z.ZodType, R> {
  readonly params: P;
  /** Only a type; never set. */
  readonly result?: R;
}

export function command<R = void>() {
  return <P extends z.ZodType>(params: P): Command<P, R> => ({ params });
}

export const nothing = z.object({}).strict();

// biome-ignore lint/suspicious/noExplicitAny: the bound of a mapped type; every use infers its own.
export type Contract = Readonly<Record<string, Command<any, any>>>;

export type Params<C extends Contract, K extends keyof C> = z.input<C[K]['params']>;
export type ParsedParams<C extends Contract, K extends keyof C> = z.output<C[K]['params']>;
export type Result<C extends Contract, K extends keyof C> =
  C[K] extends Command<z.ZodType, infer R> ? R : never;

/** Carries out the commands of a contract. The signal aborts when the caller gives up. */
export type Handlers<C extends Contract> = {
  readonly [K in keyof C]: (
    params: ParsedParams<C, K>,
    signal: AbortSignal,
  ) => Promise<Result<C, K>> | Result<C, K>;
};

/** Calls the commands of a contract. */
export interface Caller<C extends Contract> {
  call<K extends keyof C & string>(
    name: K,
    params: Params<C, K>,
    signal?: AbortSignal,
  ): Promise<Result<C, K>>;
}
