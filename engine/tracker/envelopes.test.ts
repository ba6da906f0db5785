import { generateKeyPairSync } from 'node:crypto';
import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { dayOf } from '../../shared/domain/reach/days.ts';
import type { Signed } from '../../shared/gtp/tracker.ts';
import type { SwarmId } from '../../shared/ids.ts';
import { type Identity, loadIdentity } from '../identity/identity.ts';
import { swarmIdOf } from '../identity/peer-id.ts';
import { signValue } from '../identity/signing.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { blind } from './blinding.ts';
import { checkEnvelope, openEnvelope, sealAnnouncement as seal } from './envelopes.ts';
import { OwnAnnouncements } from './own-announcements.ts';

const NOW = Date.UTC(2026, 5, 12, 12);
const HOUR = 3_600_000;
const SWARMS = ['a', 'b'].map((digit) => swarmIdOf('sha1', digit.repeat(40) as never));
const [ONE, OTHER] = SWARMS as [SwarmId, SwarmId];
const PLACES = { endpoints: [{ host: '10.0.0.1', port: 7654 }], relays: [] };

let anna: Identity;
let mallory: Identity;
beforeAll(async () => {
  anna = await loadIdentity(temporaryFolder());
  mallory = await loadIdentity(temporaryFolder());
});

const own = (identity = anna, places = PLACES) =>
  new OwnAnnouncements(identity, () => places, { now: () => NOW });
const made = (swarms: readonly SwarmId[], { identity = anna, valid = 7_200, bits = 0 } = {}) =>
  own(identity).make({ swarms, valid, bits });
function first<T>(list: readonly T[]): T {
  const [one] = list;
  if (one === undefined) throw new Error('there is none');
  return one;
}
const opened = (sent: unknown, swarm: SwarmId, day = dayOf(NOW), now = NOW) => {
  const checked = checkEnvelope(sent, now);
  return checked === null ? 'refused' : openEnvelope(checked, blind(swarm, day));
};

test('who knows the project reads where its maker is, on that day', () => {
  expect(opened(first(made([ONE])), ONE)).toMatchObject({ peer: anna.id, ...PLACES });
  expect(opened(first(made([ONE])), OTHER)).toBeNull();
  expect(opened(first(made([ONE])), ONE, dayOf(NOW) + 1)).toBeNull();
});

test('nothing of it says whose it is, of which project, or that two are of one', () => {
  const sent = [...made([ONE, OTHER]), ...made([ONE], { identity: mallory }), ...made([ONE])];
  for (const each of sent) {
    const text = JSON.stringify(each);
    const secrets = [anna.id, mallory.id, anna.publicKey.toString('base64'), ONE, OTHER];
    for (const secret of [...secrets, '10.0.0.1']) expect(text).not.toContain(secret);
  }
  const fields = (name: 'sealed' | 'shard') => sent.map(({ signed }) => String(signed[name]));
  expect(new Set(fields('sealed').map(({ length }) => length)).size).toBe(1);
  expect(new Set(fields('shard'))).toEqual(new Set(['']));
  for (const parts of [sent.map(({ key }) => key), fields('sealed')]) {
    expect(new Set(parts).size).toBe(sent.length);
  }
});

test('who names more addresses is not told by the length', () => {
  const many = { endpoints: [...PLACES.endpoints, { host: '10.0.0.2', port: 7 }], relays: [] };
  const lengths = [own(), own(anna, many)].map(
    (each) => String(first(each.make({ swarms: [ONE], valid: 60, bits: 0 })).signed.sealed).length,
  );
  expect(new Set(lengths).size).toBe(1);
});

test.each([
  ['it is no envelope', () => ({ signed: {}, key: '', signature: '' })],
  ['it is nothing', () => null],
  ['its signature is another’s', (sent: Signed) => ({ ...sent, key: first(made([ONE])).key })],
  ['it was changed', (sent: Signed) => ({ ...sent, signed: { ...sent.signed, valid: 9_999 } })],
  ['something was added', (sent: Signed) => ({ ...sent, signed: { ...sent.signed, more: 1 } })],
  ['it has no signature', ({ signed, key }: Signed) => ({ signed, key })],
])('refused where %s', (_why, change) => {
  const sent = first(made([ONE]));
  expect(opened(sent, ONE)).toMatchObject({ peer: anna.id });
  expect(opened(change(sent), ONE)).toBe('refused');
});

test('refused where it has expired, or is of a time to come', () => {
  const sent = first(made([ONE], { valid: 3_600 }));
  expect(opened(sent, ONE, dayOf(NOW), NOW + HOUR - 1_000)).toMatchObject({ peer: anna.id });
  expect(opened(sent, ONE, dayOf(NOW), NOW + HOUR)).toBe('refused');
  expect(opened(sent, ONE, dayOf(NOW), NOW - HOUR)).toBe('refused');
});

test('a member of the project cannot speak for another one', () => {
  // Mallory puts what Anna has signed for one project into an envelope for another, and changes it.
  const swarm = blind(ONE, dayOf(NOW));
  const theirs = first(made([ONE], { identity: mallory }));
  const checked = checkEnvelope(theirs, NOW);
  if (checked === null) throw new Error('refused');
  const inner = openEnvelope(checked, swarm);
  expect(inner?.peer).toBe(mallory.id);
  const forged = { ...inner, peer: anna.id };
  const sealing = { identity: mallory, swarm, pseudonym: pair(), bits: 0 };
  expect(opened(seal(forged as never, sealing), ONE)).toBeNull();
});

test('what is announced for one project is not taken for another', () => {
  const checked = checkEnvelope(first(made([ONE])), NOW);
  const inner = checked === null ? null : openEnvelope(checked, blind(ONE, dayOf(NOW)));
  const swarm = blind(OTHER, dayOf(NOW));
  const again = seal(inner as never, { identity: anna, swarm, pseudonym: pair(), bits: 0 });
  expect(opened(again, OTHER)).toBeNull();
});

test('whatever is sent, it is refused or opened, and nothing throws', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.string(), (value, text) => {
      expect(checkEnvelope(value, NOW)).toBeNull();
      const garbage = {
        ...first(made([ONE])).signed,
        sealed: Buffer.from(text).toString('base64'),
      };
      const sent = { signed: garbage, ...signValue(garbage, pair()) };
      expect(opened(sent, ONE)).toBeNull();
    }),
    { numRuns: 30 },
  );
});

function pair() {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
  return { privateKey, publicKey: publicKey.export({ format: 'der', type: 'spki' }) };
}
