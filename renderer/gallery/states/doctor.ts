import type { DoctorFacts, PeerFact } from '../../../shared/api/doctor-facts.ts';
import {
  BLOCKING,
  LOOPBACK,
  onWifi,
  simulatedFacts,
  simulatedPeer,
  told,
} from '../../../shared/domain/doctor/simulated-facts.ts';
import { FAULTS } from '../../../shared/domain/doctor/simulated-faults.ts';
import { RemoteError } from '../../../shared/errors.ts';
import {
  anchovy,
  crowd,
  herring,
  pike,
  punched,
  relayed,
  smelt,
  sprat,
  tetra,
} from '../fixtures/people.ts';
import * as room from '../fixtures/room.ts';
import { stateOf } from '../fixtures/room.ts';
import { type GalleryState, ordinary } from './picture.ts';

const away = { view: { state: 'unasked' }, presence: 'unreachable', shows: null } as const;
const DAY = 24 * 3_600_000;

const people = [anchovy, herring, sprat, smelt, tetra, ...crowd(4)];

/** One of the people in the room, who is fine but for the change. */
function someone(n: number, change: Partial<PeerFact> = {}): PeerFact {
  const { id, name } = people[n] ?? anchovy;
  return simulatedPeer(n, { id, name, ...change });
}

function seen(change: Partial<DoctorFacts>): GalleryState {
  return {
    state: ordinary,
    ui: { screen: 'doctor' },
    answers: {
      'doctor.examine': async () =>
        simulatedFacts({ peers: [0, 1, 2].map((n) => someone(n)), ...change }),
    },
  };
}

/** Somebody for each thing that can be in the way. */
const everyone: readonly Partial<PeerFact>[] = [
  { ...away, reached: 'unreachable' },
  { ...away, reached: 'silent' },
  { ...away, reached: 'refused' },
  { ...away, reached: 'other' },
  { view: { state: 'silent' } },
  { view: told({ reached: 'silent', heard: null }) },
  { view: told({ reached: 'refused' }), heardOn: [], clockAhead: 3 * DAY },
  { view: told({ reached: 'other', address: '10.9.9.9' }), trust: 'changed' },
  { view: { state: 'older' }, problem: 'Its list of repositories was refused: it is older.' },
];

/** Each finding alone, by its code, apart from the other states: they differ in words only; where several faults lead to one, the later ones have a number. */
export const findings: Record<string, GalleryState> = Object.fromEntries(
  FAULTS.map(([code, change], index) => {
    const before = FAULTS.slice(0, index).filter(([other]) => other === code).length;
    return [`doctor-finding-${code}${before > 0 ? `-${before + 1}` : ''}`, seen(change)];
  }),
);

export const doctor: Record<string, GalleryState> = {
  'doctor-well': seen({}),
  'doctor-asking': { state: ordinary, ui: { screen: 'doctor' } },
  'doctor-no-answer': {
    state: ordinary,
    ui: { screen: 'doctor' },
    answers: {
      'doctor.examine': async () => {
        throw new RemoteError(
          'internal',
          'Something went wrong inside Shoal. The details are in its log.',
        );
      },
    },
  },
  'doctor-nobody': seen({ peers: [], ...onWifi({ heard: [] }) }),
  'doctor-port-blocked': seen({
    firewalls: [{ ...BLOCKING, admitsMdns: true }],
    peers: [0, 1, 2].map((n) => someone(n, { view: told({ reached: 'silent' }) })),
  }),
  'doctor-other-side-silent': seen({
    ...onWifi({ heard: [] }),
    peers: [
      someone(0, {
        view: { state: 'silent' },
        heardOn: [],
        heardAgo: 20_000,
        reached: 'silent',
      }),
    ],
  }),
  'doctor-no-direct-way': seen({
    peers: [
      someone(0),
      simulatedPeer(7, {
        ...{ id: relayed.id, name: relayed.name, heardOn: [], place: null, reached: 'untried' },
        ...{ view: told({ heard: null, reached: 'untried' }), relay: 'relay.example.org:7654' },
      }),
      simulatedPeer(8, {
        ...{ id: punched.id, name: punched.name, heardOn: [], place: null, reached: 'untried' },
        ...{ view: told({ heard: null, reached: 'untried' }), isPunched: true },
      }),
    ],
  }),
  'doctor-about-one': {
    state: stateOf({ ...room.room, peers: [...room.people, pike] }),
    ui: { screen: 'doctor', doctorAbout: pike.id },
    answers: {
      'doctor.examine': async () =>
        simulatedFacts({
          peers: [simulatedPeer(6, { ...away, id: pike.id, reached: 'silent', heardAgo: 900 })],
          asked: { state: 'known', id: pike.id },
        }),
    },
  },
  'doctor-everything': seen({
    peers: everyone.map((change, n) => someone(n, change)),
    firewalls: [BLOCKING],
    network: {
      isLooking: true,
      interfaces: [
        LOOPBACK,
        ...onWifi({}).network.interfaces.slice(1),
        ...onWifi({
          ...{ name: 'enp0s31f6', addresses: ['10.0.0.5'], use: 'failed', heardItself: null },
          ...{ reason: 'The system or a firewall forbids mDNS (UDP port 5353).', cause: 'EPERM' },
        }).network.interfaces.slice(1),
      ],
      way: { name: 'wg0', isTunnel: true },
    },
    profiles: [{ interface: 'Wi-Fi', kind: 'public' }],
    disk: { freeBytes: 400_000_000 },
    repositories: [
      {
        path: '/srv/shared projects/harbour-map',
        isShared: true,
        status: { state: 'unusable', code: 'repository-owner', sentence: '' },
      },
    ],
    problems: [
      {
        code: 'unwritten',
        sentence: 'The disk is full, so what is changed now holds until Shoal ends.',
      },
    ],
  }),
};
