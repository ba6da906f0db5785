import { Command } from 'commander';
import { dataFolder } from '../host/data-folder.ts';
import { NodeClient } from './node-client.ts';
import type { Surroundings } from './surroundings.ts';

/** What every command takes. */
export interface CommonOptions {
  readonly data?: string;
  readonly json?: boolean;
}

export function shoalCommand(name: string, description: string): Command {
  return new Command(name)
    .description(description)
    .option('--data <folder>', 'the data folder of the Shoal to talk to (or SHOAL_DATA_DIR)')
    .option('--json', 'print JSON');
}

/** Runs `work` with the node of this data folder, and lets go of it whatever happens. */
export async function withNode<T>(
  options: CommonOptions,
  work: (node: NodeClient) => Promise<T>,
): Promise<T> {
  const node = await NodeClient.connect(dataFolder(options.data));
  try {
    return await work(node);
  } finally {
    node[Symbol.dispose]();
  }
}

/** Prints a result for a program, or the same in words for a person. */
export function print(
  around: Surroundings,
  options: CommonOptions,
  result: object,
  words: () => readonly string[],
): void {
  const lines = options.json ? [JSON.stringify(result)] : words();
  for (const line of lines) around.stdout.write(`${line}\n`);
}
