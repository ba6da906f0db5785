import { setTimeout as sleep } from 'node:timers/promises';
import { BackOff } from '../../engine/waiting/back-off.ts';
import { pause } from '../../engine/waiting/pause.ts';
import type { Endpoint } from '../../shared/api/engine-contract.ts';
import type { PeerId } from '../../shared/ids.ts';
import type { NetworkedEngine } from './networked-engine.ts';

/** How often a connection that stands is looked at, in milliseconds. */
const LOOK_MS = 2_000;

/**
 * Keeps connected to an address that the user gave, where mDNS does not reach: from a start before
 * the other machine's, and through its restarts. Ends with the signal.
 */
export async function keepConnected(
  engine: NetworkedEngine,
  endpoint: Endpoint,
  signal: AbortSignal,
): Promise<void> {
  const backOff = new BackOff({ first: 500, most: 15_000, spread: 0.25, steadyAfter: 10_000 });
  while (!signal.aborted) {
    try {
      const { peer } = await engine.call('peers.connect', endpoint, signal);
      backOff.works();
      // What the engine knows shows here a moment later: a second connection would end the first.
      do await sleep(LOOK_MS, undefined, { signal });
      while (isThere(engine, peer));
    } catch {
      // The address shows as unreachable through what is missing; the next attempt may find it.
    }
    await pause(backOff.next(), signal);
  }
}

function isThere(engine: NetworkedEngine, peer: PeerId): boolean {
  const presence = engine.state.peers[peer]?.presence.state;
  return presence === 'connected' || presence === 'connecting';
}
