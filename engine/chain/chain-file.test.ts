import { appendFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ForgedEntryError } from '../errors/chain.ts';
import { DamagedFileError } from '../errors/data-folder.ts';
import type { Identity } from '../identity/identity.ts';
import { begun, identitiesOf, moving, next, PROJECT } from '../testing/signed-chain.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { ChainFile } from './chain-file.ts';

const directory = temporaryFolder();
let anna: Identity;

beforeAll(async () => {
  ({ anna } = await identitiesOf(directory, ['anna']));
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

function folder(name: string): string {
  const path = join(directory, name);
  mkdirSync(path);
  return path;
}

const open = (path: string) => ChainFile.open(path, { project: PROJECT, owner: anna.id });

/** A chain of two entries on disk. */
async function kept(path: string): Promise<ChainFile> {
  const file = await open(path);
  const chain = begun(anna);
  chain.append(next(chain, anna, moving(null, 5)));
  await file.append(chain.entries.map(({ signed }) => signed));
  return file;
}

test('what was appended is there again, and what was taken back is not', async () => {
  const path = folder('kept');
  const file = await kept(path);
  const takeBack = await file.append([next(file.chain, anna, moving(5, 6))]);
  expect((await open(path)).chain.head).toEqual(file.chain.head);
  expect(file.chain.head?.seq).toBe(3);
  await takeBack();
  expect(file.chain.head?.seq).toBe(2);
  expect((await open(path)).chain.head?.seq).toBe(2);
});

test('a line that was cut short is no line, whatever was written of it', async () => {
  const path = folder('cut');
  const file = await kept(path);
  const whole = readFileSync(join(path, 'chain.jsonl'));
  const line = Buffer.from(`${JSON.stringify([next(file.chain, anna, moving(5, 6))])}\n`);
  for (const part of [1, line.length >> 1, line.length - 1]) {
    writeFileSync(join(path, 'chain.jsonl'), whole);
    appendFileSync(join(path, 'chain.jsonl'), line.subarray(0, part));
    const again = await open(path);
    expect(again.chain.head?.seq).toBe(2);
    expect(readFileSync(join(path, 'chain.jsonl'))).toEqual(whole);
  }
});

test('an entry that may not follow changes nothing', async () => {
  const path = folder('refused');
  const file = await kept(path);
  const before = readFileSync(join(path, 'chain.jsonl'));
  const honest = next(file.chain, anna, moving(5, 6));
  const forged = { ...honest, entry: { ...honest.entry, time: 1_900_000_000 } };
  await expect(file.append([honest, forged])).rejects.toBeInstanceOf(ForgedEntryError);
  expect(readFileSync(join(path, 'chain.jsonl'))).toEqual(before);
  expect(file.chain.head?.seq).toBe(2);
});

test('what somebody has changed on disk is not taken for a chain', async () => {
  const path = folder('damaged');
  await kept(path);
  const text = readFileSync(join(path, 'chain.jsonl'), 'utf8');
  writeFileSync(join(path, 'chain.jsonl'), text.replace('refs/heads/main', 'refs/heads/evil'));
  await expect(open(path)).rejects.toBeInstanceOf(DamagedFileError);
  writeFileSync(join(path, 'chain.jsonl'), 'nonsense\n');
  await expect(open(path)).rejects.toBeInstanceOf(DamagedFileError);
});
