import { expect, test } from 'vitest';
import { hasLimit, limitsLabel } from './limits.ts';

const none = { upload: null, uploadPerPeer: null, download: null, downloadPerPeer: null };

test('limits are told in a few words, that of all before that of each', () => {
  expect(limitsLabel(none)).toBe('Off');
  expect(limitsLabel({ ...none, uploadPerPeer: 500_000 })).toBe('Up 0.5 MB/s each');
  expect(
    limitsLabel({ ...none, download: 20_000_000, downloadPerPeer: 1_000_000, upload: 5_000_000 }),
  ).toBe('Down 20, up 5 MB/s');
  expect(limitsLabel({ ...none, downloadPerPeer: 1_000_000, uploadPerPeer: 2_000_000 })).toBe(
    'Down 1 each, up 2 MB/s each',
  );
});

test('one is enough', () => {
  expect(hasLimit(none)).toBe(false);
  expect(hasLimit({ ...none, downloadPerPeer: 1_000_000 })).toBe(true);
});
