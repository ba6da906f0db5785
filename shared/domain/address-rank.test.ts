import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isLinkLocalIPv6, isOnLink, rankAddresses } from './address-rank.ts';

const HOME = ['192.168.1.5/24', 'fe80::5/64', 'fd12:3456::5/64'];

describe('rankAddresses', () => {
  it('tries my own subnet first, private before public, VPN and Docker late, link-local last', () => {
    const ranked = [
      '192.168.1.77',
      '10.0.0.9',
      '93.184.216.34',
      '100.101.102.103',
      'fe80::77%eth0',
    ];
    expect(rankAddresses([...ranked].reverse(), HOME)).toEqual(ranked);
  });

  it('puts an IPv6 address of my prefix beside an IPv4 address of my subnet', () => {
    expect(rankAddresses(['10.0.0.9', 'fd12:3456::77', '192.168.1.77'], HOME)).toEqual([
      'fd12:3456::77',
      '192.168.1.77',
      '10.0.0.9',
    ]);
  });

  it('takes 172.17.0.1 for Docker unless I am on that subnet', () => {
    expect(rankAddresses(['172.17.0.1', '10.0.0.9'], HOME)).toEqual(['10.0.0.9', '172.17.0.1']);
    expect(rankAddresses(['10.0.0.9', '172.17.0.1'], ['172.17.0.2/16'])).toEqual([
      '172.17.0.1',
      '10.0.0.9',
    ]);
  });

  it('leaves out what no neighbour can have', () => {
    expect(
      rankAddresses(
        ['0.0.0.0', '::', '224.0.0.251', 'ff02::fb', '255.255.255.255', '127.0.0.1', '::1', 'x'],
        HOME,
      ),
    ).toEqual([]);
  });

  it('keeps loopback addresses while I am on loopback', () => {
    expect(rankAddresses(['127.0.0.1'], ['127.0.0.1/8'])).toEqual(['127.0.0.1']);
  });

  it('keeps the given order within a rank and drops duplicates', () => {
    expect(rankAddresses(['10.0.0.2', '10.0.0.1', '10.0.0.2'], HOME)).toEqual([
      '10.0.0.2',
      '10.0.0.1',
    ]);
  });

  it('never invents an address and never throws', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.ipV4(), fc.ipV6(), fc.string())),
        fc.array(fc.oneof(fc.constantFrom(...HOME), fc.string())),
        (addresses, subnets) => {
          const ranked = rankAddresses(addresses, subnets);
          expect(new Set(ranked).size).toBe(ranked.length);
          expect(ranked.every((address) => addresses.includes(address))).toBe(true);
        },
      ),
    );
  });
});

describe('isOnLink', () => {
  it('accepts neighbours and refuses everyone else', () => {
    expect(isOnLink('192.168.1.77', HOME)).toBe(true);
    expect(isOnLink('192.168.2.77', HOME)).toBe(false);
    expect(isOnLink('127.0.0.1', HOME)).toBe(false);
    expect(isOnLink('not an address', HOME)).toBe(false);
  });
});

describe('isLinkLocalIPv6', () => {
  it('knows fe80::/10', () => {
    expect(['fe80::1', 'febf::1'].every(isLinkLocalIPv6)).toBe(true);
    expect(['fec0::1', 'fd00::1', '169.254.0.1', 'x'].some(isLinkLocalIPv6)).toBe(false);
  });
});
