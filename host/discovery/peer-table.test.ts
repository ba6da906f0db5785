import { beforeEach, describe, expect, it } from 'vitest';
import { LIMITS } from '../../shared/gtp/limits.ts';
import { peerIdSchema, shortId } from '../../shared/ids.ts';
import { randomPeerId } from './discovery-log.ts';
import { PeerTable } from './peer-table.ts';
import type { Announcement } from './station.ts';

const SUBNETS = ['10.0.0.1/24', '10.0.1.1/24'];
const anna = randomPeerId();

function said(more: Partial<Announcement> = {}): Announcement {
  return {
    peer: anna,
    name: 'Anna',
    seq: 1,
    swarms: [],
    more: false,
    sender: '10.0.0.2',
    port: 4_000,
    addresses: ['10.0.0.2'],
    ...more,
  };
}

describe('PeerTable', () => {
  let table: PeerTable;
  beforeEach(() => {
    table = new PeerTable();
  });

  const hosts = (station: string, addresses: string[], now: number) =>
    table.heard(station, said({ addresses }), SUBNETS, now)?.endpoints.map(({ host }) => host);

  it('reports a peer once, not at every station and not with every packet', () => {
    expect(table.heard('eth0', said(), SUBNETS, 0)).not.toBeNull();
    expect(table.heard('eth1', said(), SUBNETS, 1)).toBeNull();
    expect(table.heard('eth0', said(), SUBNETS, 999)).toBeNull();
  });

  it('reports an unchanged peer again after a second: it may have come back', () => {
    table.heard('eth0', said(), SUBNETS, 0);
    expect(table.heard('eth0', said(), SUBNETS, 1_000)).not.toBeNull();
  });

  it('reports everyone again when asked to', () => {
    table.heard('eth0', said(), SUBNETS, 0);
    table.reportAllAgain();
    expect(table.heard('eth0', said(), SUBNETS, 1)).not.toBeNull();
  });

  it.each([
    ['name', said({ name: 'Anna B' })],
    ['seq', said({ seq: 2 })],
    ['port', said({ port: 4_001 })],
    ['address', said({ addresses: ['10.0.0.3'] })],
  ])('reports a change of %s at once', (_what, changed) => {
    table.heard('eth0', said(), SUBNETS, 0);
    expect(table.heard('eth0', changed, SUBNETS, 1)).not.toBeNull();
  });

  it('merges the addresses of all stations', () => {
    hosts('eth0', ['10.0.0.2'], 0);
    expect(hosts('eth1', ['10.0.1.2'], 1)).toEqual(['10.0.0.2', '10.0.1.2']);
  });

  it('keeps an address that is not named again until its record would have expired', () => {
    hosts('eth0', ['10.0.0.2'], 0);
    expect(hosts('eth0', ['10.0.0.3'], 60_000)).toEqual(['10.0.0.3', '10.0.0.2']);
    expect(hosts('eth0', ['10.0.0.3'], 120_000)).toEqual(['10.0.0.3']);
  });

  it('takes a goodbye at one station for all of them, and only once', () => {
    table.heard('eth0', said(), SUBNETS, 0);
    table.heard('eth1', said(), SUBNETS, 0);
    expect(table.gone(shortId(anna))).toEqual([anna]);
    expect(table.gone(shortId(anna))).toEqual([]);
  });

  it('forgets what a vanished station told, and nobody has left for it', () => {
    table.heard('eth0', said(), SUBNETS, 0);
    table.heard('eth1', said({ addresses: ['10.0.1.2'] }), SUBNETS, 0);
    table.forgetStation('eth0');
    expect(hosts('eth1', ['10.0.1.2'], 5_000)).toEqual(['10.0.1.2']);
    table.forgetStation('eth1');
    expect(table.gone(shortId(anna))).toEqual([]);
  });

  it('keeps its size under a flood, forgetting who was not heard for longest', () => {
    table.heard('eth0', said(), SUBNETS, 0);
    const ben = randomPeerId();
    table.heard('eth0', said({ peer: ben }), SUBNETS, 0);
    for (let i = 0; i < LIMITS.peersDiscovered - 1; i++) {
      const sender = `10.0.${i % 200}.${10 + (i % 100)}`;
      table.heard('eth0', said({ peer: randomPeerId(), sender }), SUBNETS, 1);
      table.heard('eth0', said(), SUBNETS, 1);
    }
    expect(table.gone(shortId(ben))).toEqual([]);
    expect(table.gone(shortId(anna))).toEqual([anna]);
  });

  it('takes a whole room from one sender, but not a thousand made-up peers', () => {
    const isTold = (sender: string, now: number) =>
      table.heard('eth0', said({ peer: randomPeerId(), sender }), SUBNETS, now) !== null;
    const told = (sender: string, now: number) =>
      Array.from({ length: 1_000 }, () => isTold(sender, now)).filter(Boolean).length;
    expect(told('10.0.0.9', 0)).toBe(128);
    expect(isTold('10.0.0.8', 1)).toBe(true);
    expect(told('10.0.0.9', 10_000)).toBe(40);
  });

  it('tells of a peer that changes all the time a few times in a second', () => {
    const isTold = (seq: number, now: number) =>
      table.heard('eth0', said({ seq }), SUBNETS, now) !== null;
    const told = Array.from({ length: 3_000 }, (_, now) => isTold(now + 2, now)).filter(Boolean);
    expect(told.length).toBeLessThanOrEqual(15);
  });

  it('believes no sender alone where a peer is, nor at which port', () => {
    table.heard('eth0', said(), SUBNETS, 0);
    for (let liar = 0; liar < 3; liar += 1) {
      const addresses = Array.from({ length: 16 }, (_, i) => `10.0.0.${100 + 16 * liar + i}`);
      const lie = { sender: `10.0.0.${90 + liar}`, addresses, port: 6_666 };
      table.heard('eth0', said(lie), SUBNETS, 1);
    }
    const again = table.heard('eth0', said({ seq: 2 }), SUBNETS, 2);
    expect(again?.endpoints).toHaveLength(LIMITS.addressesPerPeer);
    expect(again?.endpoints[0]).toEqual({ host: '10.0.0.2', port: 4_000 });
    const lie = said({ sender: '10.0.0.90', addresses: ['10.0.0.2'], port: 6_666 });
    expect(table.heard('eth0', lie, SUBNETS, 2_000)?.endpoints).toContainEqual({
      host: '10.0.0.2',
      port: 4_000,
    });
  });

  it('bounds the addresses of one peer', () => {
    const many = Array.from({ length: 200 }, (_, i) => `10.0.0.${i + 1}`);
    expect(hosts('eth0', many, 0)).toHaveLength(LIMITS.addressesPerPeer);
  });

  it('lets a goodbye reach every peer of the same short id', () => {
    const twin = peerIdSchema.parse(`${shortId(anna)}${'b'.repeat(44)}`);
    table.heard('eth0', said(), SUBNETS, 0);
    table.heard('eth0', said({ peer: twin }), SUBNETS, 0);
    expect(table.gone(shortId(anna))).toEqual([anna, twin]);
  });
});
