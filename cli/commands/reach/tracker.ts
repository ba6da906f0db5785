import { resolve } from 'node:path';
import { Argument, type Command, InvalidArgumentError } from 'commander';
import { type CommonOptions, print, shoalCommand, withNode } from '../../command.ts';
import type { Surroundings } from '../../surroundings.ts';

interface Options extends CommonOptions {
  readonly days: number;
}

const DAY = 24 * 60 * 60;
const USUAL_DAYS = 7;
const MOST_DAYS = 30;

export function trackerCommand(around: Surroundings): Command {
  return shoalCommand('tracker', 'Write where this Shoal is into a file, for others to find it')
    .addArgument(new Argument('<action>', 'what to do').choices(['export']))
    .argument('<file>', 'the file; what others have written into it stays')
    .option('--days <days>', 'how long it holds', parseDays, USUAL_DAYS)
    .action((_action: string, file: string, options: Options) =>
      withNode(options, async (node) => {
        const path = resolve(around.workingFolder, file);
        const document = await node.call('reach.export', { valid: options.days * DAY });
        // Only this command needs it.
        const { addToFile } = await import('./tracker-file.ts');
        const count = await addToFile(path, document);
        print(around, options, { path, announcements: count }, () => [
          count === 0
            ? `${path} holds no announcement: you share nothing, and nobody else is in it. \`shoal share PATH\`, and export again.`
            : `${path} holds ${count === 1 ? 'one announcement' : `${count} announcements`}. Put it on a web server, and set its address as a tracker: shoal config trackers URL`,
        ]);
      }),
    );
}

function parseDays(text: string): number {
  const days = /^\d{1,2}$/.test(text) ? Number(text) : 0;
  if (days < 1 || days > MOST_DAYS) throw new InvalidArgumentError(`It must be 1 to ${MOST_DAYS}.`);
  return days;
}
