import type {
  DoctorFacts,
  FirewallFact,
  InterfaceFact,
  PeerFact,
  ViewFact,
} from '../../api/doctor-facts.ts';
import type { View } from '../../gtp/view.ts';
import { type PeerId, peerIdSchema } from '../../ids.ts';

/** What the doctor sees of made-up computers, for tests and pictures. */
const NAMES = ['Anchovy', 'Herring', 'Sprat', 'Smelt', 'Tetra', 'Perch', 'Pike', 'Roach', 'Bream'];

export function simulatedPeerId(n: number): PeerId {
  const letter = 'abcdefghijklmnopqrstuvwxyz234567'[(n * 7) % 32] ?? 'a';
  return peerIdSchema.parse(`a${letter}`.padEnd(52, String.fromCharCode(97 + (n % 26))));
}

/** A teammate with whom all is well. */
export function simulatedPeer(n: number, change: Partial<PeerFact> = {}): PeerFact {
  return {
    id: simulatedPeerId(n),
    name: NAMES[n % NAMES.length] ?? 'Anchovy',
    trust: 'trusted',
    presence: 'connected',
    heardAgo: 900,
    heardOn: ['wlan0'],
    place: `192.168.1.${20 + n}:7654`,
    reached: 'yes',
    view: told(),
    clockAhead: 300,
    shows: 2,
    maySee: 1,
    problem: null,
    ...change,
  };
}

export function told(change: Partial<View> = {}): ViewFact {
  const view: View = {
    time: Date.UTC(2026, 5, 12, 18),
    address: '192.168.1.5',
    reached: 'yes',
    heard: 1_200,
    software: 'Shoal 0.1.0',
    ...change,
  };
  return { state: 'told', view };
}

export const WIFI: InterfaceFact = {
  name: 'wlan0',
  addresses: ['192.168.1.5', 'fe80::5'],
  use: 'used',
  reason: null,
  cause: null,
  heardItself: true,
  heard: [0, 1, 2].map(simulatedPeerId),
};

export const LOOPBACK: InterfaceFact = {
  name: 'lo',
  addresses: ['127.0.0.1'],
  use: 'skipped',
  reason: 'It reaches this computer only.',
  cause: null,
  heardItself: null,
  heard: [],
};

export const BLOCKING: FirewallFact = {
  kind: 'ufw',
  isOn: true,
  admitsMdns: false,
  admitsPort: false,
  place: null,
};

/** A computer on which all is well, among teammates with whom it is. */
export function simulatedFacts(change: Partial<DoctorFacts> = {}): DoctorFacts {
  return {
    platform: 'linux',
    versions: { shoal: '0.1.0', git: '2.39.5', node: '22.12.0', system: '6.1.0' },
    engine: 'running',
    port: 7654,
    network: {
      isLooking: true,
      interfaces: [LOOPBACK, WIFI],
      way: { name: 'wlan0', isTunnel: false },
    },
    firewalls: [],
    profiles: [],
    disk: { freeBytes: 80_000_000_000 },
    repositories: [
      {
        path: '/home/mackerel/harbour-map',
        isShared: true,
        status: { state: 'ready', swarm: null, branch: 'main', heads: 1, tags: 0 },
      },
    ],
    problems: [],
    peers: [0, 1, 2].map((n) => simulatedPeer(n)),
    asked: null,
    ...change,
  };
}

/** The same, where it is otherwise with the interface that leads to teammates. */
export function onWifi(change: Partial<InterfaceFact>): Pick<DoctorFacts, 'network'> {
  const { network } = simulatedFacts();
  return { network: { ...network, interfaces: [LOOPBACK, { ...WIFI, ...change }] } };
}
