import { Command } from 'commander';
import { addNodeOptions, type NodeChoices } from '../../host/node/node-choices.ts';

/** Reads what `shoal serve` takes, too, among the switches that belong to Chromium. */
export function parseArguments(argv: readonly string[]): NodeChoices {
  const command = addNodeOptions(new Command('Shoal'))
    .option('--data <folder>', 'the data folder (or SHOAL_DATA_DIR)')
    .allowUnknownOption()
    .allowExcessArguments();
  return command.parse([...argv], { from: 'electron' }).opts<NodeChoices>();
}
