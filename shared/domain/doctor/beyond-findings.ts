import type { DoctorFacts } from '../../api/doctor-facts.ts';
import { t } from '../../texts/all-texts.ts';
import type { Finding } from './finding.ts';

/** Whether the trackers and relays that this computer uses can be reached. */
export function beyondFindings({ reach }: DoctorFacts): Finding[] {
  if (reach === undefined) return [];
  const failed = reach.trackers.flatMap(({ problem }) => problem ?? []);
  const { tracker, relay } = t.networkFindings;
  const down = reach.relays.filter(({ isUp }) => !isUp).length;
  return [
    ...failed.map(
      (problem): Finding => ({
        code: 'tracker-failed',
        severity: 'warning',
        what: problem,
        ...tracker,
        command: null,
      }),
    ),
    ...(down === 0
      ? []
      : [
          {
            code: 'relay-down',
            severity: 'warning' as const,
            ...relay,
            what: relay.what(down),
            command: null,
          },
        ]),
  ];
}
