import type { DoctorFacts } from '../../api/doctor-facts.ts';
import { t } from '../../texts/all-texts.ts';
import { parseRelayAddress, relayPlace } from '../reach/relay-address.ts';
import type { Finding } from './finding.ts';

/** What keeps hole punching from working, by its state. */
const PUNCHING = {
  off: null,
  up: null,
  connecting: 'connecting',
  'no-bootstrap': 'noBootstrap',
  failed: 'failed',
} as const;

/** Whether the trackers, relays and bootstrap nodes that this computer uses can be reached. */
export function beyondFindings({ reach }: DoctorFacts): Finding[] {
  if (reach === undefined) return [];
  const failed = reach.trackers.flatMap(({ problem }) => problem ?? []);
  const { tracker, relay, slowRelay, punching } = t.networkFindings;
  const { connecting, noBootstrap, failed: cannot, ...advice } = punching;
  const hindrance = PUNCHING[reach.punching.state];
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
    ...reach.slowRelays.map(
      ({ address, took }): Finding => ({
        code: 'relay-slow',
        severity: 'warning',
        ...slowRelay,
        what: slowRelay.what(placeOf(address), Math.floor(took / 1_000)),
        command: null,
      }),
    ),
    ...(hindrance === null
      ? []
      : [
          {
            code: 'punching-down',
            severity: 'warning' as const,
            ...advice,
            what: { connecting, noBootstrap, failed: cannot }[hindrance],
            command: null,
          },
        ]),
  ];
}

/** Without its id, which says nothing to people. */
function placeOf(address: string): string {
  const relay = parseRelayAddress(address);
  return relay === null ? address : relayPlace(relay);
}
