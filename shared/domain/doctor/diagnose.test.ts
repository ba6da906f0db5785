import { describe, expect, test } from 'vitest';
import type { DoctorFacts, PeerFact } from '../../api/doctor-facts.ts';
import type { PunchingState } from '../../api/punching-state.ts';
import { INITIAL_REACH } from '../../api/reach-state.ts';
import { diagnose } from './diagnose.ts';
import type { Finding } from './finding.ts';
import { reportText } from './report.ts';
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
const found = (change: Partial<DoctorFacts>) => diagnose(simulatedFacts(change)).findings;
const codes = (change: Partial<DoctorFacts>) => found(change).map(({ code }) => code);
/** One teammate among two with whom all is well. */
const with1 = (change: Partial<PeerFact>) => ({
  peers: [simulatedPeer(0, change), simulatedPeer(1), simulatedPeer(2)],
});
const alone = (change: Partial<PeerFact>) => ({ peers: [simulatedPeer(0, change)] });
const unheard = { heardOn: [], heardAgo: null };
const away = { view: { state: 'unasked' }, presence: 'unreachable', shows: null } as const;
const unusable = (code: string) =>
  ({
    repositories: [
      {
        path: '/srv/it’s mine',
        isShared: true,
        status: { state: 'unusable', code, sentence: '/srv/it’s mine cannot be used.' },
      },
    ],
  }) as const;

test('all is well where nothing is amiss', () => {
  expect(codes({})).toEqual([]);
  expect(codes({ peers: [], ...onWifi({ heard: [] }) })).toEqual(['nobody-heard']);
});

/** Each fault alone, by its name; nothing else is found. */
const punching = (state: PunchingState) => ({
  reach: {
    ...INITIAL_REACH,
    punching: {
      ...{ state, isKept: true },
      bootstrap: [{ address: 'mackerel.example.org:7656', isKept: true }],
    },
  },
});
const FAULTS: readonly [code: string, change: Partial<DoctorFacts>][] = [
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
  ['punching-down', punching('connecting')],
  ['punching-down', punching('no-bootstrap')],
  ['punching-down', punching('failed')],
  ['clocks-differ', alone({ clockAhead: 10 * MINUTE })],
  ['clock-there', with1({ clockAhead: -10 * MINUTE })],
  ['clock-here', { peers: [0, 1].map((n) => simulatedPeer(n, { clockAhead: 90 * MINUTE })) }],
  ['peer-problem', with1({ problem: 'Its list of repositories was refused.' })],
  ['key-changed', with1({ trust: 'changed' })],
];

describe('each fault has its name', () => {
  test.each(FAULTS)('%s', (code, change) => {
    expect(codes(change)).toEqual([code]);
  });

  test.each(FAULTS)('%s says what it is, what it means and what to do', (_code, change) => {
    for (const { what, meaning, do: advice, command } of found(change)) {
      for (const text of [what, meaning, advice]) {
        expect(text).toMatch(/^\S.*[.…]$/su);
        expect(text).not.toMatch(/undefined|null|NaN|\[object/);
      }
      expect(command === null || /^\S.*\S$/.test(command)).toBe(true);
    }
  });
});

test('of a teammate that was asked for, it says why nothing of it is seen', () => {
  const about = (change: Partial<PeerFact>) =>
    codes({ ...alone(change), asked: { state: 'known', id: simulatedPeerId(0) } });
  expect(about({})).toEqual([]);
  expect(about({ shows: 0 })).toEqual(['shares-nothing']);
  expect(about({ shows: null })).toEqual(['nothing-told']);
  expect(about({ maySee: 0 })).toEqual(['shown-nothing']);
  expect(about({ ...away, ...unheard, presence: 'left', reached: 'untried' })).toEqual([
    'not-heard',
  ]);
  expect(codes({ asked: { state: 'unknown', typed: 'Otto' } })).toEqual(['peer-unknown']);
});

test('what is alike for many is said once, with some of their names', () => {
  const peers = [0, 1, 2, 3, 4, 5].map((n) => simulatedPeer(n, { view: { state: 'older' } }));
  const [finding, ...more] = found({ peers });
  expect(more).toEqual([]);
  expect(finding?.what).toBe(
    'Anchovy, Herring, Sprat and 3 others run an older Shoal, which cannot say how it sees this computer.',
  );
});

test('the gravest comes first', () => {
  const severities = found({
    ...with1({ view: { state: 'older' } }),
    disk: { freeBytes: 500_000_000 },
    problems: [{ code: 'unwritten', sentence: 'The disk is full.' }],
  }).map(({ severity }) => severity);
  expect(severities).toEqual(['problem', 'warning', 'note']);
});

test('where this computer is deaf, or does not listen, nobody is blamed for not being heard', () => {
  const deaf = { ...onWifi({ heardItself: false, heard: [] }), ...with1(unheard) };
  expect(codes(deaf)).toEqual(['multicast-unheard']);
  const network = { isLooking: false, interfaces: [], way: null };
  expect(codes({ network, ...with1(unheard) })).toEqual(['not-looking']);
});

test('what a firewall says it would drop is not told where somebody came through', () => {
  expect(codes({ firewalls: [BLOCKING] })).toEqual([]);
});

test.each([
  ['ufw', null, 'sudo ufw allow 7654/tcp'],
  [
    'firewalld',
    'public',
    'sudo firewall-cmd --permanent --zone=public --add-port=7654/tcp && sudo firewall-cmd --reload',
  ],
  ['nftables', 'inet filter input', 'sudo nft insert rule inet filter input tcp dport 7654 accept'],
  ['macos', null, null],
  [
    'windows',
    null,
    'netsh advfirewall firewall add rule name="Shoal" dir=in action=allow protocol=TCP localport=7654',
  ],
] as const)('a port that %s blocks is opened by its own command', (kind, place, command) => {
  const [finding] = found({
    firewalls: [{ ...BLOCKING, kind, place }],
    ...alone({ view: told({ reached: 'silent' }) }),
  });
  expect(finding).toMatchObject({ code: 'port-blocked', command } satisfies Partial<Finding>);
});

test('a path goes into a command as one word', () => {
  const [finding] = found({
    repositories: [
      {
        path: "/srv/it's $HOME",
        isShared: true,
        status: { state: 'unusable', code: 'repository-owner', sentence: '' },
      },
    ],
  });
  expect(finding?.command).toBe("git config --global --add safe.directory '/srv/it'\\''s $HOME'");
});

test('a report names nobody, and no place, unless it is to', () => {
  const change = {
    ...with1({
      view: told({ address: '10.9.9.9' }),
      problem: 'Anchovy passed on something of Otto’s.',
    }),
    ...unusable('repository-gone'),
    problems: [{ code: 'unwritten', sentence: '/home/mackerel is full.' }],
    asked: { state: 'unknown', typed: 'Otto' },
  } as const;
  const secret = /Anchovy|Herring|Otto|192\.168|10\.9|mackerel|\/srv/;
  const facts = simulatedFacts(change);
  expect(reportText(facts, { full: false })).not.toMatch(secret);
  expect(reportText(facts, { full: false })).toContain('(translated)');
  const full = reportText(facts, { full: true });
  for (const word of ['Anchovy', '192.168.1.20:7654', '/home/mackerel'])
    expect(full).toContain(word);
});
