import type { DoctorFacts, PeerFact } from '../../api/doctor-facts.ts';
import type { PunchingState } from '../../api/punching-state.ts';
import { INITIAL_REACH } from '../../api/reach-state.ts';
import {
  BLOCKING,
  LOOPBACK,
  onWifi,
  simulatedFacts,
  simulatedPeer,
  simulatedPeerId,
  told,
} from './simulated-facts.ts';

const MINUTE = 60_000;
const SLOW_RELAY = `${'a'.repeat(52)}@relay.example.org:7654`;
/** One teammate, and two others with whom all is well. */
export const with1 = (change: Partial<PeerFact>) => ({
  peers: [simulatedPeer(0, change), simulatedPeer(1), simulatedPeer(2)],
});
/** One teammate, and nobody else. */
export const alone = (change: Partial<PeerFact>) => ({ peers: [simulatedPeer(0, change)] });
/** Nothing was heard of it. */
export const unheard = { heardOn: [], heardAgo: null };
/** It was never talked to. */
const away = { view: { state: 'unasked' }, presence: 'unreachable', shows: null } as const;
/** A repository that cannot be used, for this reason. */
export const unusable = (code: string) =>
  ({
    repositories: [
      {
        path: '/srv/it’s mine',
        isShared: true,
        status: { state: 'unusable', code, sentence: '/srv/it’s mine cannot be used.' },
      },
    ],
  }) as const;
/** One teammate who was asked for. */
export const askedFor = (change: Partial<PeerFact>): Partial<DoctorFacts> => ({
  ...alone(change),
  asked: { state: 'known', id: simulatedPeerId(0) },
});
/** It is switched on, and no way is found by it. */
const punching = (state: PunchingState) => ({
  reach: {
    ...INITIAL_REACH,
    punching: {
      ...{ state, isKept: true },
      bootstrap: [{ address: 'mackerel.example.org:7656', isKept: true }],
    },
  },
});

/** Each thing that the doctor finds, by its code, with what it follows from; nothing else follows. */
export const FAULTS: readonly [code: string, change: Partial<DoctorFacts>][] = [
  ['engine-down', { engine: 'restarting' }],
  ['engine-down', { engine: 'stopped' }],
  ['disk-low', { disk: { freeBytes: 500_000_000 } }],
  ['disk-full', { disk: { freeBytes: 0 } }],
  ['repository-owner', unusable('repository-owner')],
  ['repository-unusable', unusable('repository-gone')],
  ['unwritten', { problems: [{ code: 'unwritten', sentence: 'The disk is full.' }] }],
  ['not-looking', { network: { isLooking: false, interfaces: [], way: null }, peers: [] }],
  ['no-network', { network: { isLooking: true, interfaces: [LOOPBACK], way: null }, peers: [] }],
  [
    'interface-failed',
    onWifi({ use: 'failed', reason: 'Odd.', cause: 'EADDRINUSE', heardItself: null }),
  ],
  [
    'multicast-blocked',
    onWifi({ use: 'failed', reason: 'No.', cause: 'EPERM', heardItself: null }),
  ],
  [
    'local-network-permission',
    {
      platform: 'darwin',
      ...onWifi({ use: 'failed', reason: 'No.', cause: 'EHOSTUNREACH', heardItself: null }),
    },
  ],
  [
    'no-such-interface',
    {
      network: { isLooking: true, interfaces: [LOOPBACK], way: null },
      problems: [{ code: 'no-such-interface', sentence: 'There is no wlan9.' }],
      peers: [],
    },
  ],
  ['multicast-unheard', onWifi({ heardItself: false })],
  ['public-network', { profiles: [{ interface: 'Wi-Fi', kind: 'public' }] }],
  ['vpn', { network: { ...simulatedFacts().network, way: { name: 'wg0', isTunnel: true } } }],
  [
    'firewall-port',
    {
      firewalls: [BLOCKING],
      ...with1({}),
      peers: [simulatedPeer(0, { view: told({ reached: 'untried' }) })],
    },
  ],
  ['isolation', with1({ ...away, reached: 'unreachable' })],
  ['no-way', alone({ ...away, reached: 'silent' })],
  ['isolation', { peers: [0, 1].map((n) => simulatedPeer(n, { ...away, reached: 'silent' })) }],
  ['their-port-blocked', with1({ ...away, reached: 'silent' })],
  ['their-port-blocked', with1({ reached: 'silent' })],
  [
    'isolation-likely',
    {
      ...onWifi({ heard: [] }),
      ...alone({ ...away, heardOn: [], heardAgo: 20_000, reached: 'silent' }),
    },
  ],
  [
    'gone-silent',
    with1({ view: { state: 'silent' }, heardOn: [], heardAgo: 20_000, reached: 'unreachable' }),
  ],
  ['refused-there', with1({ ...away, reached: 'refused' })],
  ['other-there', with1({ ...away, reached: 'other' })],
  ['no-answer', with1({ view: { state: 'silent' } })],
  ['port-blocked', with1({ view: told({ reached: 'silent' }) })],
  ['port-blocked', with1({ view: told({ reached: 'unreachable' }) })],
  ['port-refused', with1({ view: told({ reached: 'refused' }) })],
  ['port-elsewhere', with1({ view: told({ reached: 'other' }) })],
  ['one-way-out', with1({ view: told({ heard: null }) })],
  ['one-way-out', with1({ view: told({ heard: 60_000 }) })],
  ['one-way-in', with1(unheard)],
  ['only-by-address', with1({ ...unheard, view: told({ heard: null }) })],
  ['translated', with1({ view: told({ address: '10.9.9.9' }) })],
  ['older-version', with1({ view: { state: 'older' } })],
  ['over-relay', with1({ relay: 'relay.example.org:7654' })],
  ['punched', with1({ isPunched: true })],
  [
    'relay-slow',
    { reach: { ...INITIAL_REACH, slowRelays: [{ address: SLOW_RELAY, took: 4_200 }] } },
  ],
  ['punching-down', punching('connecting')],
  ['punching-down', punching('no-bootstrap')],
  ['punching-down', punching('failed')],
  ['clocks-differ', alone({ clockAhead: 10 * MINUTE })],
  ['clock-there', with1({ clockAhead: -10 * MINUTE })],
  ['clock-here', { peers: [0, 1].map((n) => simulatedPeer(n, { clockAhead: 90 * MINUTE })) }],
  ['peer-problem', with1({ problem: 'Its list of repositories was refused.' })],
  ['key-changed', with1({ trust: 'changed' })],
  ['nobody-heard', { peers: [], ...onWifi({ heard: [] }) }],
  [
    'firewall-announcements',
    { firewalls: [{ ...BLOCKING, admitsPort: true }], ...onWifi({ heard: [] }) },
  ],
  ['peer-unknown', { asked: { state: 'unknown', typed: 'Otto' } }],
  ['nothing-told', askedFor({ shows: null })],
  ['shares-nothing', askedFor({ shows: 0 })],
  ['shown-nothing', askedFor({ maySee: 0 })],
  ['not-heard', askedFor({ ...away, ...unheard, presence: 'left', reached: 'untried' })],
];
