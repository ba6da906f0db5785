import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { NewerVersion } from '../../shared/api/newer-version.ts';
import { INITIAL_SETTINGS } from '../../shared/settings/settings.ts';
import { askNewest } from './ask-newest.ts';
import { isNewer } from './is-newer.ts';
import { releasesOf } from './releases.ts';
import { UpdateCheck } from './update-check.ts';

const { signal } = new AbortController();
let server: Server;
let address: string;
let asked: string[];
let answer: RequestListener;

beforeEach(async () => {
  asked = [];
  answer = (_, response) => response.end('{"tag_name":"v1.4.0"}');
  server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    answer(request, response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/latest`;
});
afterEach(async () => {
  server.closeAllConnections();
  server.close();
  await once(server, 'close');
});

test('nothing is asked unless that is wanted', () => {
  expect(INITIAL_SETTINGS['check-updates']).toBe(false);
});

test.each([
  ['1.4.0', '1.3.9', true],
  ['1.10.0', '1.9.9', true],
  ['2.0.0', '1.99.99', true],
  ['1.4.0', '1.4.0', false],
  ['1.4.0', '1.4.1', false],
  ['0.9.0', '1.0.0', false],
  ['1.4.0', '1.4.0-beta.2', false],
])('%s after %s: %s', (version, than, expected) => {
  expect(isNewer(version, than)).toBe(expected);
});

test.each([
  ['github:reef/shoal'],
  ['reef/shoal'],
  ['https://github.com/reef/shoal'],
  ['git+https://github.com/reef/shoal.git'],
  [{ type: 'git', url: 'https://github.com/reef/shoal.git' }],
])('of %j the releases are asked for, and nowhere else', (named) => {
  const releases = releasesOf(named);
  expect(releases?.latest).toBe('https://api.github.com/repos/reef/shoal/releases/latest');
  const page = releases?.page('v1.4.0') ?? '';
  expect(page).toBe('https://github.com/reef/shoal/releases/tag/v1.4.0');
  expect(releases?.isPage(page)).toBe(true);
  for (const other of [
    'https://example.org/',
    `${page}/../../..`,
    `${page}?x`,
    'file:///etc/passwd',
  ]) {
    expect(releases?.isPage(other)).toBe(false);
  }
});

test.each([
  [undefined],
  ['gitlab:reef/shoal'],
  ['https://example.org/reef/shoal'],
  ['reef/../shoal'],
  [{}],
])('%j names no releases', (named) => {
  expect(releasesOf(named)).toBeNull();
});

describe('an answer', () => {
  test('names the newest release', async () => {
    expect(await askNewest(address, signal)).toEqual({ version: '1.4.0', tag: 'v1.4.0' });
    expect(asked).toEqual(['GET /latest']);
  });

  test.each<[string, RequestListener, RegExp]>([
    ['of a server that fails', (_, response) => response.writeHead(503).end(), /“503”/],
    [
      'that leads elsewhere',
      (_, response) => response.writeHead(302, { location: '/other' }).end(),
      /no answer/,
    ],
    ['that is no JSON', (_, response) => response.end('<html>'), /names no release/],
    ['with another shape', (_, response) => response.end('[]'), /names no release/],
    ['with no version', (_, response) => response.end('{"tag_name":"latest"}'), /names no release/],
    [
      'on the way to one',
      (_, response) => response.end('{"tag_name":"v2.0.0-rc.1"}'),
      /names no release/,
    ],
    [
      'without an end',
      (_, response) => void response.write(Buffer.alloc(1024 * 1024, ' ')),
      /longer than any/,
    ],
    [
      'that breaks off',
      (request, response) => void response.write('{', () => request.socket.destroy()),
      /broke off/,
    ],
  ])('%s is refused with a sentence', async (_, listener, words) => {
    answer = listener;
    await expect(askNewest(address, signal)).rejects.toThrow(words);
    expect(asked).toEqual(['GET /latest']);
  });

  test('that nobody gives is a sentence, too', async () => {
    await expect(askNewest('http://127.0.0.1:9/latest', signal)).rejects.toMatchObject({
      code: 'update-check-failed',
    });
  });
});

describe('once a day', () => {
  let path: string;
  let told: (NewerVersion | null)[];
  let isWanted: boolean;
  const checks: UpdateCheck[] = [];

  beforeEach(async () => {
    path = await mkdtemp(join(tmpdir(), 'shoal-updates-'));
    told = [];
    isWanted = true;
  });
  afterEach(async () => {
    await endAll();
    vi.restoreAllMocks();
    await rm(path, { recursive: true });
  });

  async function endAll(): Promise<void> {
    await Promise.all(checks.splice(0).map((check) => check[Symbol.asyncDispose]()));
  }

  async function opened(version = '1.3.0'): Promise<UpdateCheck> {
    const check = new UpdateCheck({
      releases: { latest: address, page: (tag) => `https://example.org/${tag}` },
      ...{ version, dataFolder: path, isWanted: () => isWanted },
      tell: (newer) => told.push(newer),
    });
    checks.push(check);
    await check.open();
    return check;
  }

  test('where it is wanted, a newer one is told of', async () => {
    await opened();
    await vi.waitFor(() =>
      expect(told).toEqual([{ version: '1.4.0', page: 'https://example.org/v1.4.0' }]),
    );
    // Another start of the same day asks nobody.
    await endAll();
    const again = await opened();
    again.look();
    expect(asked).toHaveLength(1);
    const now = Date.now();
    vi.spyOn(Date, 'now').mockReturnValue(now + 25 * 3_600_000);
    again.look();
    await vi.waitFor(() => expect(asked).toHaveLength(2));
  });

  test('where it is not, nobody is asked; by a click all the same', async () => {
    isWanted = false;
    const check = await opened('1.4.0');
    check.look();
    expect(await check.check(signal)).toBeNull();
    expect(asked).toHaveLength(1);
    isWanted = true;
    check.look();
    expect(asked).toHaveLength(1);
  });

  test('what fails is told to nobody but to whoever clicked, and does not count as asked', async () => {
    answer = (_, response) => response.writeHead(500).end();
    const check = await opened();
    await vi.waitFor(() => expect(asked).toHaveLength(1));
    await expect(check.check(signal)).rejects.toThrow('“500”');
    answer = (_, response) => response.end('{"tag_name":"v1.4.0"}');
    await vi.waitFor(() => {
      check.look();
      expect(told).toHaveLength(1);
    });
  });

  test('where no releases are named, nobody can be asked', async () => {
    const check = new UpdateCheck({
      ...{ releases: null, version: '1.3.0', dataFolder: path },
      ...{ isWanted: () => true, tell: () => {} },
    });
    checks.push(check);
    await check.open();
    await expect(check.check(signal)).rejects.toMatchObject({ code: 'invalid-request' });
    expect(asked).toEqual([]);
  });
});
