import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { start } from '../git/run.ts';
import { Throttle } from '../gtp/throttle.ts';
import { git } from '../testing/git.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { deferred } from '../waiting/deferred.ts';
import type { GuestExchange } from './guest-server.ts';
import { sendOutput } from './send-output.ts';

const MIB = 1024 * 1024;
const SLOWEST = { grace: 400, bytesPerSecond: MIB, work: 0 };

const undo: (() => void)[] = [];
let repository: string;
let blob: string;

beforeEach(() => {
  const folder = temporaryFolder();
  undo.push(() => rmSync(folder, { recursive: true }));
  repository = join(folder, 'project');
  git('.', ['init', '--quiet', repository]);
  blob = git(repository, ['hash-object', '-w', '--stdin'], Buffer.alloc(48 * MIB, 'x'));
});

afterEach(() => {
  for (const each of undo.splice(0)) each();
});

/** Sends more than any buffer holds to one guest. @returns what becomes of it, and the exit of git */
async function sending(isReading: boolean) {
  const outcome = deferred<unknown>();
  const exit = deferred<unknown>();
  const server = createServer((request, response) => {
    const running = start({ cwd: repository }, ['cat-file', 'blob', blob]);
    running.exit.then(exit.resolve, exit.resolve);
    const exchange = { request, response, host: 'guest', signal: new AbortController().signal };
    sendOutput(exchange as unknown as GuestExchange, running, new Throttle(), SLOWEST)
      .then(() => response.end())
      .then(() => outcome.resolve('all of it'), outcome.resolve);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const guest = connect((server.address() as AddressInfo).port, '127.0.0.1');
  guest.write('GET / HTTP/1.1\r\nhost: here\r\nconnection: close\r\n\r\n');
  if (isReading) guest.resume();
  else guest.pause();
  undo.push(() => {
    guest.destroy();
    server.close();
  });
  return { outcome: outcome.promise, exit: exit.promise };
}

test('who reads gets all of it', async () => {
  const { outcome, exit } = await sending(true);
  expect(await outcome).toBe('all of it');
  expect(await exit).toBe(0);
});

test('who does not read is given up, and git ends with that', async () => {
  const { outcome, exit } = await sending(false);
  expect(await outcome).toMatchObject({ name: 'AbortError' });
  expect(await exit).toMatchObject({ name: 'GitFailedError' });
});
