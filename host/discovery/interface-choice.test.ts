import type { NetworkInterfaceInfo } from 'node:os';
import { describe, expect, it } from 'vitest';
import { chooseInterfaces } from './interface-choice.ts';

const ipv4 = (address: string, more: Partial<NetworkInterfaceInfo> = {}) =>
  ({
    family: 'IPv4',
    address,
    netmask: '255.255.255.0',
    cidr: `${address}/24`,
    mac: '02:00:00:00:00:01',
    internal: false,
    ...more,
  }) as NetworkInterfaceInfo;

const linkLocal: NetworkInterfaceInfo = {
  family: 'IPv6',
  address: 'fe80::5',
  netmask: 'ffff:ffff:ffff:ffff::',
  cidr: 'fe80::5/64',
  mac: '02:00:00:00:00:01',
  internal: false,
  scopeid: 3,
};

const machine = {
  lo: [ipv4('127.0.0.1', { internal: true, cidr: '127.0.0.1/8' })],
  wlan0: [ipv4('192.168.1.5'), linkLocal],
  docker0: [ipv4('172.17.0.1')],
  'br-0123456789ab': [ipv4('172.18.0.1')],
  wg0: [ipv4('10.8.0.2')],
  wwan0: [ipv4('10.64.0.1', { netmask: '255.255.255.255', cidr: '10.64.0.1/32' })],
  eth1: [linkLocal],
};

function used(only: string[]): string[] {
  return chooseInterfaces(machine, only)
    .filter(({ usable }) => usable !== null)
    .map(({ name }) => name);
}

function reasonFor(name: string, only: string[] = []): string | null {
  const choice = chooseInterfaces(machine, only).find((one) => one.name === name);
  return choice?.usable === null ? choice.reason : null;
}

describe('chooseInterfaces', () => {
  it('takes what can have neighbours', () => {
    expect(used([])).toEqual(['wlan0']);
  });

  it('says why it leaves one out', () => {
    expect(reasonFor('lo')).toContain('this computer only');
    expect(reasonFor('docker0')).toContain('containers');
    expect(reasonFor('br-0123456789ab')).toContain('containers');
    expect(reasonFor('wg0')).toContain('VPN');
    expect(reasonFor('wwan0')).toContain('VPN');
    expect(reasonFor('eth1')).toContain('IPv4');
  });

  it('takes exactly what the user chose, whatever it looks like', () => {
    expect(used(['lo', 'wg0'])).toEqual(['lo', 'wg0']);
    expect(reasonFor('wlan0', ['lo', 'wg0'])).toBe('Only lo, wg0 was asked for.');
    expect(reasonFor('eth1', ['eth1'])).toContain('IPv4');
  });

  it('tells all that a station needs to know', () => {
    const [choice] = chooseInterfaces({ wlan0: machine.wlan0 }, []);
    expect(choice?.usable).toEqual({
      name: 'wlan0',
      ipv4: '192.168.1.5',
      addresses: ['192.168.1.5', 'fe80::5'],
      subnets: ['192.168.1.5/24', 'fe80::5/64'],
      zone: process.platform === 'win32' ? '3' : 'wlan0',
      index: 3,
    });
  });
});
