import { expect, test } from 'vitest';
import type { ProbeOutput, RunProbe } from '../run-probe.ts';
import { readIpRoute, readMacRoute } from '../way-out.ts';
import { probeFirewalld, readZone } from './firewalld.ts';
import { probeMacFirewall, readMacFirewall } from './macos.ts';
import { probeNftables, readRuleset } from './nftables.ts';
import { probeUfw, readUfwSettings, readUfwStatus } from './ufw.ts';
import { probeWindowsFirewall, readProfiles } from './windows.ts';

// What these programs print was written down elsewhere; of Windows’ and macOS’ none runs here.
const PORT = 7654;

/** Programs that print what is written here; all others are not there. */
function programs(outputs: Readonly<Record<string, ProbeOutput>>): RunProbe {
  return async (command, ...args) => outputs[[command, ...args].join(' ')] ?? null;
}
const prints = (stdout: string, exitCode = 0) => ({ stdout, exitCode });

const UFW = `Status: active
Logging: on (low)
Default: deny (incoming), allow (outgoing), disabled (routed)
New profiles: skip

To                         Action      From
--                         ------      ----
22/tcp                     ALLOW IN    Anywhere
RULE
22/tcp (v6)                ALLOW IN    Anywhere (v6)
`;

test.each([
  ['', false, true],
  ['7654/tcp                   ALLOW IN    192.168.1.0/24', true, true],
  ['7000:7999/tcp              LIMIT IN    Anywhere', true, true],
  ['80,7654/tcp                ALLOW IN    Anywhere', true, true],
  ['7654                       ALLOW IN    Anywhere', true, true],
  ['7654/udp                   ALLOW IN    Anywhere', false, true],
  ['5353/udp                   DENY IN     Anywhere', false, false],
  ['Anywhere                   ALLOW IN    192.168.1.7', true, true],
])('ufw with the rule “%s”', (rule, admitsPort, admitsMdns) => {
  expect(readUfwStatus(UFW.replace('RULE', rule), PORT)).toMatchObject({ admitsPort, admitsMdns });
});

test('ufw that lets in what nothing is said of', () => {
  const open = UFW.replace('deny (incoming)', 'allow (incoming)').replace('RULE', '');
  expect(readUfwStatus(open, PORT)?.admitsPort).toBe(true);
  expect(readUfwStatus('Status: inactive\n', PORT)).toBeNull();
});

test('ufw says to everybody only whether it is on', async () => {
  const refuses = programs({ 'ufw status verbose': prints('ERROR: You need to be root', 1) });
  const on = async () => '# /etc/ufw/ufw.conf\nENABLED=yes\nLOGLEVEL=low\n';
  const fact = { kind: 'ufw', isOn: true, admitsMdns: null, admitsPort: null, place: null };
  expect(await probeUfw(refuses, PORT, on)).toEqual(fact);
  const absent = async () => {
    throw new Error('ENOENT');
  };
  expect(await probeUfw(programs({}), PORT, absent)).toBeNull();
  expect(readUfwSettings('ENABLED=no\n')).toBeNull();
});

const ZONE = `FedoraWorkstation (active)
  target: default
  ingress-priority: 0
  icmp-block-inversion: no
  interfaces: wlp0s20f3
  sources:
  services: dhcpv6-client mdns samba-client ssh
  ports: 1025-65535/udp 1025-65535/tcp
  protocols:
  forward: yes
`;
const PUBLIC = `public
  target: default
  interfaces: eth0
  services: dhcpv6-client ssh
  ports: 7654/udp
`;

test('firewalld’s zones', async () => {
  const base = { kind: 'firewalld', isOn: true };
  expect(readZone(ZONE, PORT)).toEqual({
    ...{ ...base, place: 'FedoraWorkstation', admitsMdns: true, admitsPort: true },
  });
  expect(readZone(PUBLIC, PORT)).toMatchObject({ admitsMdns: false, admitsPort: false });
  const trusted = PUBLIC.replace('target: default', 'target: ACCEPT');
  expect(readZone(trusted, PORT)).toMatchObject({ admitsMdns: true, admitsPort: true });
  const run = programs({ 'firewall-cmd --state': prints('running\n') });
  expect(await probeFirewalld(run, PORT)).toMatchObject({ admitsMdns: null, place: null });
  const off = programs({ 'firewall-cmd --state': prints('not running\n', 252) });
  expect(await probeFirewalld(off, PORT)).toBeNull();
});

const match = (left: object, right: unknown, op = '==') => ({ match: { op, left, right } });
const dport = (protocol: string, right: unknown) =>
  match({ payload: { protocol, field: 'dport' } }, right);
const FROM = match({ payload: { protocol: 'ip', field: 'saddr' } }, '10.0.0.1');
const NEW = match({ ct: { key: 'state' } }, ['new'], 'in');
const OLD = match({ ct: { key: 'state' } }, ['established', 'related'], 'in');
const SYN = match(
  { '&': [{ payload: { protocol: 'tcp', field: 'flags' } }, ['syn', 'ack']] },
  'syn',
);
const on = (name: string, op = '==') => match({ meta: { key: 'iifname' } }, name, op);
const ACCEPT = { accept: null };
const DROP = { drop: null };

/** What `nft --json list ruleset` prints of a filter with these rules for what comes in. */
function ruleset(
  policy: string,
  rules: readonly object[][],
  more: readonly object[][] = [],
): string {
  const place = { family: 'inet', table: 'filter' };
  const chain = (name: string, hook?: string) => ({ chain: { ...place, name, hook, policy } });
  const rule = (name: string, expr: object[]) => ({ rule: { ...place, chain: name, expr } });
  return JSON.stringify({
    nftables: [
      { metainfo: { version: '1.0.6' } },
      { table: { family: 'inet', name: 'filter' } },
      chain('input', 'input'),
      chain('more'),
      ...rules.map((expr) => rule('input', expr)),
      ...more.map((expr) => rule('more', expr)),
    ],
  });
}

test.each([
  ['lets all in', 'accept', [], true, true],
  ['lets nothing in', 'drop', [], false, false],
  ['what was begun', 'drop', [[OLD, ACCEPT]], false, false],
  ['what is new', 'drop', [[NEW, ACCEPT]], true, true],
  ['this computer itself', 'drop', [[on('lo'), ACCEPT]], false, false],
  ['all but one interface', 'drop', [[on('wlan0', '!='), ACCEPT]], true, true],
  ['a set', 'drop', [[dport('udp', { set: [67, 5353] }), ACCEPT]], true, false],
  ['a range', 'drop', [[dport('tcp', { range: [7000, 7999] }), ACCEPT]], false, true],
  ['any protocol', 'drop', [[dport('th', PORT), ACCEPT]], false, true],
  ['one that is dropped', 'accept', [[dport('udp', 5353), { counter: {} }, DROP]], false, true],
  ['only the beginning dropped', 'accept', [[dport('tcp', PORT), SYN, DROP]], true, false],
  ['one that is refused', 'accept', [[dport('tcp', PORT), { reject: {} }]], true, false],
  [
    'one before another',
    'accept',
    [
      [dport('tcp', PORT), ACCEPT],
      [dport('tcp', PORT), DROP],
    ],
    true,
    true,
  ],
  ['some senders dropped', 'accept', [[FROM, dport('udp', 5353), DROP]], true, true],
  ['some senders let in', 'drop', [[FROM, ACCEPT]], null, null],
  ['a chain that it leads to', 'drop', [[{ jump: { target: 'more' } }]], false, true],
  ['a chain, perhaps', 'drop', [[FROM, { jump: { target: 'more' } }]], null, null],
  [
    'a chain, and back',
    'accept',
    [[{ jump: { target: 'more' } }], [dport('udp', 5353), DROP]],
    false,
    true,
  ],
  [
    'a chain, for good',
    'accept',
    [[{ goto: { target: 'more' } }], [dport('udp', 5353), DROP]],
    true,
    true,
  ],
] as const)('nftables: %s', (_what, policy, rules, admitsMdns, admitsPort) => {
  const copy = rules.map((expr) => [...expr]);
  const text = ruleset(policy, copy, [[dport('tcp', PORT), ACCEPT], [{ return: null }]]);
  expect(readRuleset(text, PORT, ['eth0'])).toMatchObject({ admitsMdns, admitsPort });
});

test('nftables tells which chain it is, and nothing where there is none, or to no one', async () => {
  const text = ruleset('drop', []);
  expect(readRuleset(text, PORT, ['eth0'])?.place).toBe('inet filter input');
  expect(readRuleset('{"nftables":[]}', PORT, [])).toBeNull();
  expect(readRuleset('Operation not permitted', PORT, [])).toBeNull();
  expect(await probeNftables(programs({}), PORT, [])).toBeNull();
});

test('macOS’ firewall', async () => {
  const on = 'Firewall is enabled. (State = 1)\n';
  expect(readMacFirewall('Firewall is disabled. (State = 0)\n', '')).toBeNull();
  expect(
    readMacFirewall(on, 'Firewall has block all state set to disabled.\n')?.admitsPort,
  ).toBeNull();
  expect(readMacFirewall(on, 'Firewall has block all state set to enabled.\n')?.admitsPort).toBe(
    false,
  );
  expect(await probeMacFirewall(programs({}))).toBeNull();
});

test('what Windows takes networks for', async () => {
  expect(readProfiles('{"InterfaceAlias":"Wi-Fi","NetworkCategory":0}')).toEqual([
    { interface: 'Wi-Fi', kind: 'public' },
  ]);
  const two =
    '[{"InterfaceAlias":"Ethernet","NetworkCategory":1},{"InterfaceAlias":"VPN","NetworkCategory":"DomainAuthenticated"}]';
  expect(readProfiles(two).map(({ kind }) => kind)).toEqual(['private', 'domain']);
  expect(readProfiles('')).toEqual([]);
  expect(await probeWindowsFirewall(programs({}))).toBeNull();
  expect(await probeWindowsFirewall(async () => prints('3\r\n'))).toMatchObject({ isOn: true });
});

test('the way out', () => {
  expect(readIpRoute('192.0.2.1 via 10.0.0.1 dev wlan0 src 10.0.0.5 uid 1000 \\    cache \n')).toBe(
    'wlan0',
  );
  expect(readIpRoute('')).toBeNull();
  expect(readMacRoute('   route to: 192.0.2.1\n  interface: utun4\n      flags: <UP,DONE>\n')).toBe(
    'utun4',
  );
});
