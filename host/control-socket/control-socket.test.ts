import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmod,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  stat,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { awaited } from '../../engine/testing/awaited.ts';
import { connectControl } from './connect-control.ts';
import { controlAddress } from './control-address.ts';
import { ControlServer } from './control-server.ts';
import { AlreadyRunningError, NotRunningError } from './errors.ts';

let folder: string;
const opened: ControlServer[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'shoal-control-'));
});
afterEach(async () => {
  await Promise.all(opened.splice(0).map((server) => server[Symbol.asyncDispose]()));
  await rm(folder, { recursive: true });
});

/** A node whose clients hear what they say. */
async function open(dataFolder: string) {
  const server = await ControlServer.open(dataFolder, (channel) =>
    channel.onMessage((message) => channel.send(message)),
  );
  opened.push(server);
  return server;
}

async function echo(dataFolder: string): Promise<unknown> {
  const channel = await connectControl(dataFolder);
  const answer = new Promise((resolve) => channel.onMessage(resolve));
  channel.send({ jsonrpc: '2.0', method: 'grüß' });
  const message = await answer;
  channel.close();
  return message;
}

test('carries messages, and only this user may open it', async () => {
  await chmod(folder, 0o755);
  await open(folder);
  const { path } = controlAddress(folder);
  expect(await echo(folder)).toEqual({ jsonrpc: '2.0', method: 'grüß' });
  expect((await stat(dirname(path))).mode & 0o777).toBe(0o700);
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  expect((await stat(folder)).mode & 0o777).toBe(0o755);
});

test('what stands in its place, or in that of its folder, is moved away and kept', async () => {
  const { path } = controlAddress(folder);
  const [run, socket] = [dirname(path), basename(path)];
  await writeFile(run, 'in the way');
  await open(folder);
  expect(await echo(folder)).toBeTruthy();
  await Promise.all(opened.splice(0).map((server) => server[Symbol.asyncDispose]()));
  await mkdir(path);
  await writeFile(join(path, 'mine.txt'), 'mine');
  await open(folder);
  expect(await echo(folder)).toBeTruthy();
  const kept = (await readdir(run)).find((name) => name.startsWith(`${socket}.damaged-`)) ?? '';
  expect(await readFile(join(run, kept, 'mine.txt'), 'utf8')).toBe('mine');
  const names = await readdir(folder);
  const file = names.find((name) => name.startsWith(`${basename(run)}.damaged-`)) ?? '';
  expect(await readFile(join(folder, file), 'utf8')).toBe('in the way');
});

test('says that nobody is there', async () => {
  await expect(connectControl(folder)).rejects.toThrow(NotRunningError);
});

test('is the lock of its data folder', async () => {
  const first = await open(folder);
  await expect(open(folder)).rejects.toThrow(AlreadyRunningError);
  expect(await echo(folder)).toBeTruthy();
  await first[Symbol.asyncDispose]();
  opened.length = 0;
  await open(folder);
});

test('of many that start at once, one gets the folder', async () => {
  const starts = await Promise.allSettled(Array.from({ length: 8 }, () => open(folder)));
  expect(starts.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  for (const start of starts) {
    if (start.status === 'rejected') expect(start.reason).toBeInstanceOf(AlreadyRunningError);
  }
});

test('replaces the socket of a node that was killed', async () => {
  const { path } = controlAddress(folder);
  await mkdir(dirname(path));
  const source = `require('net').createServer().listen(${JSON.stringify(path)}, () => console.log('up'))`;
  const node = spawn(process.execPath, ['-e', source], { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(node.stdout, 'data');
  node.kill('SIGKILL');
  await once(node, 'exit');
  expect((await stat(path)).isSocket()).toBe(true);
  await open(folder);
  expect(await echo(folder)).toBeTruthy();
});

test('a lock left behind by a start that was killed does not last', async () => {
  const lock = `${controlAddress(folder).path}.lock`;
  await mkdir(lock, { recursive: true });
  const longAgo = new Date(Date.now() - 60_000);
  await utimes(lock, longAgo, longAgo);
  await open(folder);
});

test('a data folder too deep for a socket path works through a short one', async () => {
  const deep = join(folder, 'd'.repeat(120));
  const address = controlAddress(deep);
  expect(Buffer.byteLength(address.path)).toBeLessThanOrEqual(103);
  await open(deep);
  expect(await echo(deep)).toBeTruthy();
  expect((await stat(dirname(address.path))).mode & 0o777).toBe(0o700);
});

test('Windows gets a pipe of its own for each data folder', () => {
  const around = { platform: 'win32', temporary: 'C:\\Temp', user: '' } as const;
  const one = controlAddress('C:\\one', around);
  expect(one.path).toMatch(/^\\\\\.\\pipe\\shoal-[0-9a-f]{32}$/);
  expect(controlAddress('C:\\two', around).path).not.toBe(one.path);
});

test('a connection that breaks off within a message leaves no timer behind', async () => {
  const { path } = controlAddress(folder);
  await mkdir(dirname(path), { recursive: true });
  const server = createServer((socket) => socket.end('Content-Length: 100\r\n\r\n{"jsonrpc"'));
  await once(server.listen(path), 'listening');
  const timers = () => process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length;
  const before = timers();
  const channel = await connectControl(folder);
  channel.onMessage(() => {});
  const closed = new Promise<void>((resolve) => channel.onClose(resolve));
  await awaited(closed, 'the channel is closed');
  // Those of other tests in this process may have ended meanwhile.
  expect(timers()).toBeLessThanOrEqual(before);
  server.close();
  await once(server, 'close');
});
