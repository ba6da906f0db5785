import { parseArgs } from 'node:util';

export interface BenchOptions {
  /** A repository to measure with, instead of one that is built. */
  readonly repo: string | null;
  /** How often each thing is measured; the benchmark's own default if null. */
  readonly rounds: number | null;
  /** Tells where the time goes instead of comparing. */
  readonly phases: boolean;
  /** How long it goes on, and with how many nodes, where that can be chosen. */
  readonly minutes: number | null;
  readonly nodes: number | null;
  /** What a simulation is made of, and what its chances follow from. */
  readonly peers: number | null;
  readonly swarms: number | null;
  readonly seed: number | null;
  /** Everybody in it is honest. */
  readonly honest: boolean;
  /** After so many minutes of the clock it ends, with what there is by then. */
  readonly within: number | null;
}

export interface BenchCall extends BenchOptions {
  readonly name: string;
  readonly json: boolean;
}

export const USAGE =
  'usage: npm run bench -- NAME [--json] [--repo PATH] [--rounds N] [--minutes N] [--nodes N] [--phases] [--peers N] [--swarms N] [--seed N] [--honest] [--within N]';

/** The most that may be asked for. */
const MOST = {
  ...{ rounds: 100, minutes: 24 * 60, within: 24 * 60, nodes: 200 },
  ...{ peers: 100_000, swarms: 10_000, seed: 1_000_000 },
} as const;

/**
 * @returns an empty name where none is given
 * @throws with a sentence if the words are not as `USAGE` says
 */
export function parseCall(args: readonly string[]): BenchCall {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      json: { type: 'boolean', default: false },
      repo: { type: 'string' },
      rounds: { type: 'string' },
      minutes: { type: 'string' },
      nodes: { type: 'string' },
      peers: { type: 'string' },
      swarms: { type: 'string' },
      seed: { type: 'string' },
      within: { type: 'string' },
      phases: { type: 'boolean', default: false },
      honest: { type: 'boolean', default: false },
    },
  });
  const [name = '', ...more] = positionals;
  if (more.length > 0) throw new Error(USAGE);
  const number = (option: keyof typeof MOST) => countOf(values[option], MOST[option]);
  const [rounds, minutes, nodes] = [number('rounds'), number('minutes'), number('nodes')];
  const [peers, swarms, seed] = [number('peers'), number('swarms'), number('seed')];
  const within = number('within');
  const { json, repo = null, phases, honest } = values;
  if (phases && name !== 'clone') throw new Error(`Only clone has --phases.\n${USAGE}`);
  return { name, json, repo, phases, rounds, minutes, nodes, peers, swarms, seed, honest, within };
}

/** @throws with a sentence unless it is a whole number from 1 to `most` */
function countOf(text: string | undefined, most: number): number | null {
  if (text === undefined) return null;
  const value = Number(text);
  if (!(Number.isInteger(value) && value > 0 && value <= most)) throw new Error(USAGE);
  return value;
}
