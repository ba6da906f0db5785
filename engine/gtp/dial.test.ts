import { rmSync } from 'node:fs';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Identity, loadIdentity } from '../identity/identity.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { dial } from './dial.ts';

const HOST = '127.0.0.1';
/** The beginning of a TLS record: a handshake message of 16,000 bytes, of which the first says so. */
const BEGUN = Buffer.from([22, 3, 3, 62, 128, 2]);

let folder: string;
let self: Identity;
let server: Server;
const sockets: Socket[] = [];
beforeEach(async () => {
  folder = temporaryFolder();
  self = await loadIdentity(folder);
});
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  await new Promise((resolve) => server.close(resolve));
  rmSync(folder, { recursive: true, force: true });
});

test('who answers byte by byte is given up as soon as who does not answer', async () => {
  server = createServer((socket) => {
    sockets.push(socket.on('error', () => {}));
    socket.write(BEGUN);
    const timer = setInterval(() => socket.write('\0'), 500);
    socket.once('close', () => clearInterval(timer));
  });
  await new Promise<void>((resolve) => server.listen(0, HOST, resolve));
  const { port } = server.address() as AddressInfo;
  const begun = performance.now();
  const dialling = dial([{ host: HOST, port }], { identity: self, handle: () => {} });
  await expect(dialling).rejects.toMatchObject({ code: 'unreachable' });
  expect(performance.now() - begun).toBeLessThan(8_000);
}, 15_000);
