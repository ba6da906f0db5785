import { Command } from 'commander';
import type { Surroundings } from '../surroundings.ts';

/** For whoever makes a package. */
export function manualCommand(around: Surroundings): Command {
  return new Command('manual')
    .description('Print the manual page, as man(7) wants it')
    .action(async (_options: object, command: Command) => {
      const { outlineOf } = await import('../help/outline.ts');
      const { manualPage } = await import('../help/manual-page.ts');
      const date = new Date().toISOString().slice(0, 10);
      const { version } = around;
      around.stdout.write(manualPage(outlineOf(command.parent ?? command), { version, date }));
    });
}
