import { parseArgs } from 'node:util';

export interface BenchOptions {
  /** A repository to measure with, instead of one that is built. */
  readonly repo: string | null;
  /** How often each thing is measured; the benchmark's own default if null. */
  readonly rounds: number | null;
}

export interface BenchCall extends BenchOptions {
  readonly name: string;
  readonly json: boolean;
}

export const USAGE = 'usage: npm run bench -- NAME [--json] [--repo PATH] [--rounds N]';

/** @throws with a sentence if the words are not as `USAGE` says */
export function parseCall(args: readonly string[]): BenchCall {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      json: { type: 'boolean', default: false },
      repo: { type: 'string' },
      rounds: { type: 'string' },
    },
  });
  const [name, ...more] = positionals;
  if (name === undefined || more.length > 0) throw new Error(USAGE);
  const rounds = values.rounds === undefined ? null : Number(values.rounds);
  if (rounds !== null && !(Number.isInteger(rounds) && rounds > 0 && rounds <= 100))
    throw new Error(USAGE);
  return { name, json: values.json, repo: values.repo ?? null, rounds };
}
