import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { LanLine } from './lan-line.ts';

function written(isTTY: boolean, isWanted: boolean): string {
  const output = Object.assign(new PassThrough(), { isTTY });
  let now = 0;
  const line = new LanLine(output, isWanted, () => now);
  line.show({ bytes: 1, names: ['Anna'] });
  now = 500;
  line.show({ bytes: 24_000_000, names: ['Anna', 'Ben'] });
  now = 1_000;
  line.show({ bytes: 24_000_000, names: ['Anna'] });
  line[Symbol.dispose]();
  return String(output.read() ?? '');
}

test('one line tells how fast it comes and from whom, on a terminal where git shows its own', () => {
  expect(written(true, true)).toBe(
    'LAN: 48 MB/s from Anna, Ben\rLAN: 24 MB/s from Anna     \rLAN: 24 MB/s from Anna, done.\n',
  );
  expect(written(false, true)).toBe('');
  expect(written(true, false)).toBe('');
});
