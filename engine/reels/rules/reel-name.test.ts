import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Reel } from '../../../shared/gtp/reel.ts';
import type { Oid } from '../../../shared/ids.ts';
import { canonicalOids, nameOfReel } from './reel-name.ts';

const one = '1'.repeat(40) as Oid;
const two = '2'.repeat(40) as Oid;
const reel: Reel = {
  objectFormat: 'sha1',
  wants: [one],
  haves: [two],
  layout: { stripes: 64, windows: 16 },
};

test('the name is the hash of the definition, as GTP/2 writes it', () => {
  const definition = `gtp-reel 2\nformat sha1\nwant ${one}\nhave ${two}\nstripes 64\nwindows 16\n`;
  expect(nameOfReel(reel)).toBe(createHash('sha256').update(definition).digest('hex'));
});

test('all that makes another reel makes another name', () => {
  const others: Reel[] = [
    { ...reel, objectFormat: 'sha256' },
    { ...reel, wants: [two], haves: [one] },
    { ...reel, wants: [one, two], haves: [] },
    { ...reel, haves: [] },
    { ...reel, layout: { stripes: 16, windows: 64 } },
    { ...reel, layout: { stripes: 6, windows: 416 } },
  ];
  expect(new Set([reel, ...others].map(nameOfReel)).size).toBe(others.length + 1);
});

test('ids are sorted, each once, whatever their order', () => {
  const oids = fc.array(fc.stringMatching(/^[0-9a-f]{40}$/).map((text) => text as Oid));
  fc.assert(
    fc.property(oids, oids, (some, more) => {
      const canonical = canonicalOids([...some, ...more]);
      expect(canonical).toEqual(canonicalOids([...more, ...some, ...some]));
      expect(new Set(canonical)).toEqual(new Set([...some, ...more]));
      for (const [index, oid] of canonical.entries()) {
        if (index > 0) expect((canonical[index - 1] ?? '') < oid).toBe(true);
      }
    }),
  );
});
