import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { runAt } from '../support/place.ts';
import type { Scope } from '../support/scope.ts';
import { type Bring, onlyReceiver, onlySeeder, type Setting } from './rival.ts';

const SERVER = join(import.meta.dirname, 'http2-server.ts');
const CLIENT = join(import.meta.dirname, 'http2-client.ts');
const CHECKOUT = join(import.meta.dirname, '../..');
const PIECE = Buffer.alloc(1024 * 1024, 'shoal');

/** One file of so many bytes over HTTP/2 and TLS, from one program of Node to another: what the protocol can do. */
export async function prepareHttp2(scope: Scope, setting: Setting, bytes: number): Promise<Bring> {
  const { place } = onlySeeder(setting);
  const receiver = onlyReceiver(setting);
  const file = join(setting.scratch, 'served');
  await fill(file, bytes);
  const start = ['--import', 'tsx', SERVER, place.address, file, setting.scratch];
  const server = await scope.use(place.spawn(process.execPath, start, { cwd: CHECKOUT }));
  const port = await server.waitForLine((line) => Number(line), { timeoutMs: 15_000 });
  const url = `https://${place.address}:${port}`;
  return (seconds) => {
    const get = ['--import', 'tsx', CLIENT, url, join(setting.scratch, 'got')];
    return runAt(scope, receiver, seconds, process.execPath, get, { cwd: CHECKOUT });
  };
}

async function fill(path: string, bytes: number): Promise<void> {
  const file = createWriteStream(path);
  for (let left = bytes; left > 0; left -= PIECE.length) {
    if (!file.write(PIECE.subarray(0, left))) await once(file, 'drain');
  }
  file.end();
  await once(file, 'close');
}
