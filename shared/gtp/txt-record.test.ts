import { base32nopad, base64urlnopad } from '@scure/base';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type PeerId, peerIdSchema, type SwarmId, swarmIdSchema } from '../ids.ts';
import { LIMITS } from './limits.ts';
import { decodeTxtRecord, encodeTxtRecord, shortSwarmId } from './txt-record.ts';

const hash = fc.uint8Array({ minLength: 32, maxLength: 32 });
const base32 = (bytes: Uint8Array) => base32nopad.encode(bytes).toLowerCase();
const peer = hash.map((bytes): PeerId => peerIdSchema.parse(base32(bytes)));
const swarm = hash.map((bytes): SwarmId => swarmIdSchema.parse(base32(bytes)));
const statement = fc.record({
  peer,
  name: fc.string({ minLength: 1, unit: 'grapheme' }).filter((name) => /[a-zåß世]/u.test(name)),
  seq: fc.maxSafeNat(),
  swarms: fc.array(swarm, { maxLength: 140 }),
});

const bytes = (strings: readonly string[]) => strings.map((text) => new TextEncoder().encode(text));

describe('a TXT record', () => {
  it('says the same after its way through the network', () => {
    fc.assert(
      fc.property(statement, (said) => {
        const heard = decodeTxtRecord(bytes(encodeTxtRecord(said)));
        expect(heard).toMatchObject({ peer: said.peer, seq: said.seq });
        const short = [...new Set(said.swarms.map(shortSwarmId))];
        expect(heard?.swarms).toEqual(short.slice(0, 120));
        expect(heard?.more).toBe(short.length > 120);
      }),
    );
  });

  it('keeps within its bounds whatever the name and the number of swarms', () => {
    fc.assert(
      fc.property(statement, (said) => {
        const strings = bytes(encodeTxtRecord(said));
        expect(Math.max(...strings.map((string) => string.byteLength))).toBeLessThanOrEqual(255);
        const size = strings.reduce((sum, string) => sum + string.byteLength + 1, 0);
        expect(size).toBeLessThan(LIMITS.txtBytes);
      }),
      { numRuns: 50 },
    );
  });

  it('cuts a long name between characters', () => {
    fc.assert(
      fc.property(statement, (said) => {
        const strings = bytes(encodeTxtRecord({ ...said, name: '🐟'.repeat(60) }));
        expect(decodeTxtRecord(strings)?.name).toBe('🐟'.repeat(24));
      }),
      { numRuns: 5 },
    );
  });

  it('starts a short swarm id with the first 48 bits of its hash', () => {
    fc.assert(
      fc.property(hash, (digest) => {
        const id = swarmIdSchema.parse(base32(digest));
        expect(base64urlnopad.decode(shortSwarmId(id))).toEqual(digest.slice(0, 6));
      }),
    );
  });

  it('is ignored, without a throw, when it is anything else', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 255 }), { maxLength: 10 }), (strings) => {
        expect(decodeTxtRecord(strings)).toBeNull();
      }),
    );
  });

  describe('of a hostile peer', () => {
    const id = `id=${'a'.repeat(52)}`;
    const good = ['v=2', id, 'name=Anna', 'seq=7', 's0=AAAAAAAA'];

    it('is read when nothing is wrong with it', () => {
      expect(decodeTxtRecord(bytes(good))).toEqual({
        peer: 'a'.repeat(52),
        name: 'Anna',
        seq: 7,
        swarms: ['AAAAAAAA'],
        more: false,
      });
    });

    it.each([
      ['another version', ['v=3', id, 'name=Anna', 'seq=7']],
      ['no id', ['v=2', 'name=Anna', 'seq=7']],
      ['an id that is none', ['v=2', 'id=../../etc/passwd', 'name=Anna', 'seq=7']],
      ['a name of nothing but invisible characters', ['v=2', id, 'name=\u200b\u202e', 'seq=7']],
      ['a negative seq', ['v=2', id, 'name=Anna', 'seq=-1']],
      ['a seq that no number holds', ['v=2', id, 'name=Anna', 'seq=9999999999999999']],
      ['a seq in words', ['v=2', id, 'name=Anna', 'seq=1e3']],
      ['half a swarm id', [...good, 's1=AAAA']],
      ['too many bytes', [...good, ...Array.from({ length: 10 }, () => 'x'.repeat(200))]],
    ])('is ignored with %s', (_what, strings) => {
      expect(decodeTxtRecord(bytes(strings))).toBeNull();
    });

    it('has its name made fit for one line', () => {
      const strings = bytes(['v=2', id, 'name=An\u202ena\n\u0007B', 'seq=7']);
      expect(decodeTxtRecord(strings)?.name).toBe('Anna B');
    });

    it('counts only the first of two attributes, and keys ignore case', () => {
      const strings = bytes(['V=2', id, 'Name=Anna', 'name=Mallory', 'seq=7']);
      expect(decodeTxtRecord(strings)?.name).toBe('Anna');
    });

    it('cannot reach an object prototype', () => {
      const strings = bytes([...good, '__proto__=x', 'constructor=y']);
      expect(decodeTxtRecord(strings)?.name).toBe('Anna');
    });
  });
});
