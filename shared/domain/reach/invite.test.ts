import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { PeerId, SwarmId } from '../../ids.ts';
import { formatInvite, type Invite, parseInvite } from './invite.ts';
import { formatRelayAddress, parseRelayAddress } from './relay-address.ts';

const letters = [...'abcdefghijklmnopqrstuvwxyz234567'];
const id = fc
  .array(fc.constantFrom(...letters), { minLength: 52, maxLength: 52 })
  .map((all) => all.join(''));
const port = fc.integer({ min: 1, max: 65_535 });
const host = fc.oneof(fc.ipV4(), fc.constant('fe80::1'), fc.domain());
const relay = fc.record({ id: id as fc.Arbitrary<PeerId>, host, port });
const invite: fc.Arbitrary<Invite> = fc.record({
  peer: id as fc.Arbitrary<PeerId>,
  endpoints: fc.array(fc.record({ host: fc.ipV4(), port }), { maxLength: 4 }),
  relays: fc.array(relay, { maxLength: 2 }),
  trackers: fc.array(fc.constantFrom('https://example.org/t.json', 'http://10.0.0.1:8080/'), {
    maxLength: 2,
  }),
  swarm: fc.option(id as fc.Arbitrary<SwarmId>),
  until: fc.integer({ min: 1, max: 2_000_000_000 }),
});

test('an invitation says the same after its way as a link', () => {
  fc.assert(
    fc.property(invite, (each) => {
      const link = formatInvite(each);
      if (link.length <= 1_500) expect(parseInvite(link)).toEqual(each);
    }),
  );
});

test('whatever else is typed is none, and nothing throws', () => {
  fc.assert(
    fc.property(fc.string(), fc.string({ unit: 'binary' }), (one, other) => {
      expect(parseInvite(one)).toBeNull();
      expect(parseInvite(`shoal://invite/${other}`)).toBeNull();
    }),
  );
});

test('the address of a relay is told and read alike', () => {
  fc.assert(
    fc.property(relay, (each) => {
      expect(parseRelayAddress(formatRelayAddress(each))).toEqual(each);
    }),
  );
  for (const none of ['', 'a@b', `${'a'.repeat(52)}@`, `${'a'.repeat(52)}@h:0`, 'h:1', '@h:1']) {
    expect(parseRelayAddress(none)).toBeNull();
  }
});
