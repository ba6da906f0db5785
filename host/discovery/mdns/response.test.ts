import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shortId, swarmIdSchema } from '../../../shared/ids.ts';
import { randomPeerId } from '../discovery-log.ts';
import { advertisedRecords, type DnsRecord, goodbyeRecords, SERVICE_TYPE } from './records.ts';
import { readResponse } from './response.ts';

const peer = randomPeerId();
const swarm = swarmIdSchema.parse('a'.repeat(52));
const advertisement = { peer, name: 'Anna', port: 4_000, seq: 7, swarms: [swarm] };
const records = advertisedRecords(advertisement, ['10.0.0.2', 'fe80::2', 'fd00::2']);

const read = (answers: readonly DnsRecord[], additionals: readonly DnsRecord[] = []) =>
  readResponse({ answers, additionals }, 'eth0', '10.0.0.9');

describe('readResponse', () => {
  it('reads what a peer advertises', () => {
    expect(read(records)).toEqual({
      heard: [
        {
          peer,
          name: 'Anna',
          seq: 7,
          swarms: ['AAAAAAAA'],
          more: false,
          sender: '10.0.0.9',
          port: 4_000,
          addresses: ['10.0.0.2', 'fd00::2'],
        },
      ],
      gone: [],
    });
  });

  it('reads it, too, when all but the pointer come as additional records', () => {
    const [pointer, ...others] = records;
    expect(read(pointer ? [pointer] : [], others).heard).toHaveLength(1);
  });

  it('needs no pointer: a changed TXT record may come without', () => {
    expect(read(records.filter(({ type }) => type !== 'PTR')).heard).toHaveLength(1);
  });

  it('reads names in any case', () => {
    const shouted = records.map((record) => ({ ...record, name: record.name.toUpperCase() }));
    expect(read(shouted).heard).toHaveLength(1);
  });

  it('adds the zone to an IPv6 link-local address, which another program may publish', () => {
    const host = records.find(({ type }) => type === 'A')?.name ?? '';
    const linkLocal: DnsRecord = { name: host, ttl: 120, type: 'AAAA', data: 'fe80::2' };
    expect(read([...records, linkLocal]).heard[0]?.addresses).toContain('fe80::2%eth0');
  });

  it('takes the sender for the address of a peer that names none', () => {
    const without = records.filter(({ type }) => type !== 'A' && type !== 'AAAA');
    expect(read(without).heard[0]?.addresses).toEqual(['10.0.0.9']);
  });

  it('takes a goodbye for one, and for nothing else', () => {
    expect(read(goodbyeRecords(records))).toEqual({ heard: [], gone: [shortId(peer)] });
  });

  it('does not say goodbye for the others of this type', () => {
    const types = goodbyeRecords(records).map(({ name }) => name);
    expect(types).not.toContain('_services._dns-sd._udp.local');
  });

  it.each([
    ['an instance that is not named after the peer', { name: `zzzzzzzz.${SERVICE_TYPE}` }],
    ['a service of another type', { name: 'abcdefgh._http._tcp.local' }],
  ])('passes over %s', (_what, change) => {
    const changed = records.map((record) =>
      record.type === 'SRV' || record.type === 'TXT' ? { ...record, ...change } : record,
    );
    expect(read(changed)).toEqual({ heard: [], gone: [] });
  });

  it('passes over port 0', () => {
    const changed = records.map((record) =>
      record.type === 'SRV' ? { ...record, data: { ...record.data, port: 0 } } : record,
    );
    expect(read(changed).heard).toEqual([]);
  });

  it('survives any mixture of records', () => {
    const name = fc.oneof(
      fc.constantFrom(SERVICE_TYPE, ...records.map((record) => record.name), '.', '__proto__'),
      fc.string(),
    );
    const ttl = fc.constantFrom(0, 1, 120);
    const record: fc.Arbitrary<DnsRecord> = fc.oneof(
      fc.constantFrom(...records),
      fc.record({ name, ttl, type: fc.constant('PTR' as const), data: name }),
      fc.record({
        name,
        ttl,
        type: fc.constant('SRV' as const),
        data: fc.record({ port: fc.nat(65_535), target: name }),
      }),
      fc.record({
        name,
        ttl,
        type: fc.constant('TXT' as const),
        data: fc.array(fc.uint8Array({ maxLength: 255 })),
      }),
      fc.record({ name, ttl, type: fc.constant('A' as const), data: fc.ipV4() }),
    );
    fc.assert(
      fc.property(fc.array(record), fc.array(record), (answers, additionals) => {
        for (const heard of read(answers, additionals).heard) expect(heard.peer).toBe(peer);
      }),
    );
  });
});
