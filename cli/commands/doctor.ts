import type { Command } from 'commander';
import type { DoctorFacts } from '../../shared/api/doctor-facts.ts';
import { type CommonOptions, print, shoalCommand, withNode } from '../command.ts';
import type { Surroundings } from '../surroundings.ts';

interface Options extends CommonOptions {
  readonly report?: boolean;
  readonly full?: boolean;
}

export function doctorCommand(around: Surroundings): Command {
  return shoalCommand('doctor', 'Say why teammates, or one of them, do not show up')
    .argument('[peer]', 'a teammate by name or id; everyone if left out')
    .option('--report', 'print a report for somebody who helps, without names and paths')
    .option('--full', 'with names, addresses and paths in that report')
    .action((about: string | undefined, options: Options) =>
      withNode(options, async (node) => {
        const facts = await node.call('doctor.examine', { about: about ?? null });
        // Only this command needs it.
        const { diagnose } = await import('../../shared/domain/doctor/diagnose.ts');
        const words = await doctorWords(facts, options);
        print(around, options, diagnose(facts), () => words);
      }),
    );
}

async function doctorWords(facts: DoctorFacts, { report, full }: Options): Promise<string[]> {
  const { reportText } = await import('../../shared/domain/doctor/report.ts');
  // On the user's own screen, everything has its name.
  return [reportText(facts, { full: !report || full === true })];
}
