import { Command } from 'commander';
import { addNodeOptions } from '../../host/node/node-choices.ts';
import type { DesktopChoices } from '../main/desktop-choices.ts';

/** Reads what `shoal serve` takes, too, among the switches that belong to Chromium. */
export function parseArguments(argv: readonly string[]): DesktopChoices {
  const command = addNodeOptions(new Command('Shoal'))
    .option('--data <folder>', 'the data folder (or SHOAL_DATA_DIR)')
    .option('--hidden', 'without a window in sight, where there is a tray')
    .allowUnknownOption()
    .allowExcessArguments();
  return command.parse([...argv], { from: 'electron' }).opts<DesktopChoices>();
}
