import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { type IncomingMessage, request } from 'node:http';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { WebSocket } from 'ws';
import { awaited } from '../../engine/testing/awaited.ts';
import { CONTENT_SECURITY_POLICY } from '../ui-files/security-headers.ts';
import { UiServer } from './ui-server.ts';

let folder: string;
let server: UiServer;
let origin: string;
let cookie: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'shoal-ui-'));
  const ui = join(folder, 'ui');
  await mkdir(join(ui, 'assets'), { recursive: true });
  await writeFile(join(ui, 'index.html'), '<title>Shoal</title>');
  await writeFile(join(ui, 'assets', 'app.js'), 'start()');
  await writeFile(join(folder, 'secret.html'), 'secret');
  server = await UiServer.open(0, ui, (channel) =>
    channel.onMessage((message) => channel.send(message)),
  );
  origin = new URL(server.address).origin;
  const entered = await ask(new URL(server.address));
  cookie = String(entered.headers['set-cookie']).split(';')[0] ?? '';
});

afterEach(async () => {
  await server[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

interface Answer extends Pick<IncomingMessage, 'headers'> {
  readonly status: number;
  readonly text: string;
}

/** Sends the path as it is, which `fetch` would tidy up. */
function ask(url: URL, headers: Record<string, string> = {}, path = '', method = 'GET') {
  return new Promise<Answer>((resolve, reject) => {
    const options = { method, headers, path: path || url.pathname + url.search };
    const sent = request(url, options, async (response) => {
      const chunks = await response.setEncoding('utf8').toArray();
      resolve({
        status: response.statusCode ?? 0,
        headers: response.headers,
        text: chunks.join(''),
      });
    });
    sent.on('error', reject).end();
  });
}

const get = (path: string, headers: Record<string, string> = { cookie }) =>
  ask(new URL(origin), headers, path);

/** The status with which a WebSocket is refused, or what came back through it. */
function socket(path: string, headers: Record<string, string>): Promise<unknown> {
  return new Promise((resolve) => {
    const ws = new WebSocket(origin.replace('http', 'ws') + path, { headers });
    ws.on('open', () => ws.send('{"a":1}'));
    ws.on('message', (data) => {
      resolve(JSON.parse(String(data)));
      ws.terminate();
    });
    ws.on('unexpected-response', (_request, response) => resolve(response.statusCode));
    ws.on('error', () => {});
  });
}

test('the address with the token gives a cookie and leads to the page', async () => {
  const answer = await ask(new URL(server.address));
  expect(answer.status).toBe(303);
  expect(answer.headers.location).toBe('/');
  expect(String(answer.headers['set-cookie'])).toMatch(/; HttpOnly; SameSite=Strict$/);
  expect(await get('/')).toMatchObject({ status: 200, text: '<title>Shoal</title>' });
  expect(await get('/assets/app.js')).toMatchObject({ status: 200, text: 'start()' });
});

test('listens on the loopback address only', () => {
  expect(new URL(server.address).hostname).toBe('127.0.0.1');
});

test('every answer carries the policy', async () => {
  for (const answer of [await get('/'), await get('/', {}), await get('/missing')]) {
    expect(answer.headers['content-security-policy']).toBe(CONTENT_SECURITY_POLICY);
    expect(answer.headers['x-content-type-options']).toBe('nosniff');
    expect(answer.headers['referrer-policy']).toBe('no-referrer');
  }
});

test('refuses a page without, and with a wrong, token or cookie', async () => {
  expect((await get('/', {})).status).toBe(401);
  expect((await get('/?token=wrong', {})).status).toBe(401);
  expect((await get('/', { cookie: `${cookie}x` })).status).toBe(401);
  expect((await get('/assets/app.js', {})).status).toBe(401);
});

test('refuses a name that was made to point here', async () => {
  expect((await get('/', { cookie, host: 'evil.example' })).status).toBe(421);
  expect(await socket('/rpc', { cookie, origin, host: 'evil.example' })).toBe(421);
});

test('refuses another website', async () => {
  expect((await get('/', { cookie, origin: 'http://evil.example' })).status).toBe(403);
  expect(await socket('/rpc', { cookie, origin: 'http://evil.example' })).toBe(403);
  expect(await socket('/rpc', { cookie, origin: 'http://127.0.0.1:1' })).toBe(403);
});

test('refuses other methods', async () => {
  expect((await ask(new URL(origin), { cookie }, '/', 'POST')).status).toBe(405);
});

test.each([
  '/../secret.html',
  '/%2e%2e/secret.html',
  '/..%2fsecret.html',
  '/assets/..\\..\\secret.html',
  '//secret.html',
  '/assets',
  '/index.html/',
])('finds nothing outside the UI: %s', async (path) => {
  expect(await get(path)).toMatchObject({ status: 404 });
});

test('a page with the cookie gets a WebSocket, nobody else does', async () => {
  expect(await socket('/rpc', { cookie, origin })).toEqual({ a: 1 });
  expect(await socket('/rpc', { cookie })).toBe(403);
  expect(await socket('/rpc', { origin })).toBe(401);
  expect(await socket('/other', { cookie, origin })).toBe(404);
});

test.each([
  ['too long', 'x'.repeat(1024 * 1024 + 1), 1009],
  ['not JSON', 'hello', 1003],
  ['binary', Buffer.from('{}'), 1003],
])('ends a WebSocket that sends a message which is %s', async (_what, message, code) => {
  const ws = new WebSocket(`${origin.replace('http', 'ws')}/rpc`, { headers: { cookie, origin } });
  const closed = new Promise((resolve) => ws.on('close', resolve));
  ws.on('open', () => ws.send(message));
  expect(await awaited(closed, 'the WebSocket is closed')).toBe(code);
});

test('a busy port is one clear sentence', async () => {
  const other = createServer();
  const port = await new Promise<number>((resolve) =>
    other.listen(0, '127.0.0.1', () => resolve((other.address() as AddressInfo).port)),
  );
  await expect(UiServer.open(port, join(folder, 'ui'), () => {})).rejects.toMatchObject({
    code: 'ui-port',
    message: `Port ${port} is in use by another program. Choose another one for --ui.`,
  });
  other.close();
});

test('connections of other programs that say nothing keep no page out, and are ended', async () => {
  const open = new Set<Socket>();
  const knock = () => {
    const silent = connect(Number(new URL(origin).port), '127.0.0.1').resume();
    open.add(silent);
    silent.on('error', () => {}).on('close', () => open.delete(silent));
    return new Promise((resolve) => silent.once('connect', resolve).once('close', resolve));
  };
  // By the hundred: what the system's own queue does not hold, nobody can end.
  for (let turn = 0; turn < 11; turn += 1) await Promise.all(Array.from({ length: 100 }, knock));
  expect(await get('/')).toMatchObject({ status: 200 });
  expect(await socket('/rpc', { cookie, origin })).toEqual({ a: 1 });
  await vi.waitFor(() => expect(open.size).toBeLessThanOrEqual(64), 10_000);
  await vi.waitFor(() => expect(open.size).toBe(0), 20_000);
});

test('who brings no token is not kept waiting for', async () => {
  expect((await get('/', {})).headers.connection).toBe('close');
});
