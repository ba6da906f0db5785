import { rmSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { PeerId } from '../../../shared/ids.ts';
import type { Link } from '../../gtp/link.ts';
import { type Identity, loadIdentity } from '../../identity/identity.ts';
import { temporaryFolder } from '../../testing/temporary-folder.ts';
import { Ways } from './ways.ts';

const EXPECTED = 'b'.repeat(52) as PeerId;
/** Where nothing listens. */
const NOWHERE = { host: '127.0.0.1', port: 1 };
const RELAY = { id: 'c'.repeat(52) as PeerId, host: '127.0.0.1', port: 1 };

let folder: string;
let identity: Identity;
beforeAll(async () => {
  folder = temporaryFolder();
  identity = await loadIdentity(folder);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Ways of which one gets through, if any, and what was tried. */
function openWays(works: 'relay' | 'punching' | null) {
  const tried: string[] = [];
  const attempt = (way: 'relay' | 'punching') => {
    tried.push(way);
    return way === works ? Promise.resolve(way as unknown as Link) : Promise.reject(new Error(way));
  };
  const ways = new Ways(
    { identity, handle: () => {} },
    { dial: () => attempt('relay') },
    { dial: () => attempt('punching') },
  );
  return { ways, tried };
}

const signal = new AbortController().signal;
const choice = { isStranger: false, signal };
const all = { endpoints: [NOWHERE], relays: [RELAY], punches: true };

test('hole punching is tried when neither an address nor a relay answers', async () => {
  const { ways, tried } = openWays('punching');
  expect(await ways.dial(EXPECTED, all, choice)).toBe('punching');
  expect(tried).toEqual(['relay', 'punching']);
});

test('where a relay answers, nobody is asked in a DHT', async () => {
  const { ways, tried } = openWays('relay');
  expect(await ways.dial(EXPECTED, all, choice)).toBe('relay');
  expect(tried).toEqual(['relay']);
});

test('a way that is not there is not tried', async () => {
  const { ways, tried } = openWays(null);
  const direct = { endpoints: [NOWHERE], relays: [], punches: false };
  await expect(ways.dial(EXPECTED, direct, choice)).rejects.toMatchObject({ code: 'unreachable' });
  const none = { endpoints: [], relays: [], punches: false };
  await expect(ways.dial(EXPECTED, none, choice)).rejects.toMatchObject({ code: 'unreachable' });
  expect(tried).toEqual([]);
  await expect(ways.dial(EXPECTED, all, choice)).rejects.toThrow('punching');
});

test('who gives up has no other way tried', async () => {
  const { ways, tried } = openWays('punching');
  const gone = AbortSignal.abort(new Error('enough'));
  await expect(ways.dial(EXPECTED, all, { ...choice, signal: gone })).rejects.toThrow('enough');
  expect(tried).toEqual([]);
});
