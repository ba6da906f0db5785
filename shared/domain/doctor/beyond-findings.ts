import type { DoctorFacts } from '../../api/doctor-facts.ts';
import type { Finding } from './finding.ts';

/** Whether the trackers and relays that this computer uses can be reached. */
export function beyondFindings({ reach }: DoctorFacts): Finding[] {
  if (reach === undefined) return [];
  const failed = reach.trackers.flatMap(({ problem }) => problem ?? []);
  const down = reach.relays.filter(({ isUp }) => !isUp).length;
  return [
    ...failed.map(
      (problem): Finding => ({
        code: 'tracker-failed',
        severity: 'warning',
        what: problem,
        meaning:
          'Until then, nobody new is found beyond this network. Who is here or was found before is not affected.',
        do: 'Look whether its address is right, and whether this computer is online: shoal config trackers',
        command: null,
      }),
    ),
    ...(down === 0
      ? []
      : [
          {
            code: 'relay-down',
            severity: 'warning' as const,
            what: `${down === 1 ? 'A relay' : `${down} relays`} that this computer uses cannot be reached.`,
            meaning:
              'Teammates on other networks reach this computer only where they can connect to it directly. This network is not affected.',
            do: 'Look whether its address and id are right, and whether this computer is online: shoal config relays',
            command: null,
          },
        ]),
  ];
}
