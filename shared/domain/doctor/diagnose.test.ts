import { describe, expect, test } from 'vitest';
import type { DoctorFacts } from '../../api/doctor-facts.ts';
import { diagnose } from './diagnose.ts';
import type { Finding } from './finding.ts';
import { reportText } from './report.ts';
import { BLOCKING, onWifi, simulatedFacts, simulatedPeer, told } from './simulated-facts.ts';
import { alone, askedFor, FAULTS, unheard, unusable, with1 } from './simulated-faults.ts';

const found = (change: Partial<DoctorFacts>) => diagnose(simulatedFacts(change)).findings;
const codes = (change: Partial<DoctorFacts>) => found(change).map(({ code }) => code);

test('all is well where nothing is amiss', () => {
  expect(codes({})).toEqual([]);
});

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

test('of a teammate that was asked for, and of whom all is seen, there is nothing to say', () => {
  expect(codes(askedFor({}))).toEqual([]);
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
