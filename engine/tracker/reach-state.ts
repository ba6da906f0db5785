import type { Reach as ReachState } from '../../shared/api/reach-state.ts';
import { formatRelayAddress } from '../../shared/domain/reach/relay-address.ts';
import type { Punching } from '../punching/punching.ts';
import type { RelayServer } from '../relay/relay-server.ts';
import type { Relays } from '../relay/relays.ts';
import type { ReachSettings } from '../store/reach-settings.ts';
import type { Trackers } from './trackers.ts';

interface Shown {
  readonly settings: ReachSettings;
  readonly extra: { readonly bootstrap: readonly string[] };
  readonly relays: Relays;
  readonly relayServer: RelayServer | null;
  readonly punching: Punching;
}

/** What is shown of how this peer is found and reached beyond the local network. */
export function reachState(
  { settings, extra, relays, relayServer, punching }: Shown,
  trackers: Pick<Trackers, 'status'>,
): ReachState {
  const now = Date.now();
  const kept = settings.value;
  return {
    trackers: trackers.status.map(({ url, heardAgo, problem }) => ({
      url,
      isKept: kept.trackers.includes(url),
      heardAt: heardAgo === null ? null : now - heardAgo * 1_000,
      problem,
    })),
    relays: relays.status.map(({ relay, isUp }) => {
      const address = formatRelayAddress(relay);
      return { address, isKept: kept.relays.includes(address), isUp };
    }),
    slowRelays: relays.slow.map(({ relay, took }) => ({
      ...{ address: formatRelayAddress(relay), took },
    })),
    relaying: relayServer?.use ?? null,
    punching: {
      state: punching.state,
      isKept: kept.punching,
      bootstrap: [...new Set([...extra.bootstrap, ...kept.bootstrap])].map((address) => ({
        address,
        isKept: kept.bootstrap.includes(address),
      })),
    },
  };
}
