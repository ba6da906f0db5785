import { createHash } from 'node:crypto';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../engine/testing/temporary-folder.ts';
import { bencode, torrentOf } from './torrent.ts';

test('the examples of BEP 3', () => {
  expect(bencode('spam').toString()).toBe('4:spam');
  expect(bencode(-3).toString()).toBe('i-3e');
  expect(bencode(['spam', 'eggs']).toString()).toBe('l4:spam4:eggse');
  expect(bencode({ spam: 'eggs', cow: ['moo'] }).toString()).toBe('d3:cowl3:mooe4:spam4:eggse');
});

test('pieces run on from one file into the next', async () => {
  const folder = join(temporaryFolder(), 'packs');
  mkdirSync(folder);
  const [one, two] = [Buffer.alloc(200_000, 1), Buffer.alloc(200_000, 2)];
  writeFileSync(join(folder, 'a'), one);
  writeFileSync(join(folder, 'b'), two);
  const torrent = await torrentOf(folder, 'http://127.0.0.1:1/announce');
  const all = Buffer.concat([one, two]);
  for (const piece of [all.subarray(0, 262_144), all.subarray(262_144)]) {
    expect(torrent.includes(createHash('sha1').update(piece).digest())).toBe(true);
  }
  rmSync(join(folder, '..'), { recursive: true });
});
