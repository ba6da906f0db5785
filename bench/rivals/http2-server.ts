import { createReadStream } from 'node:fs';
import { createSecureServer } from 'node:http2';
import { pipeline } from 'node:stream';
import { loadIdentity } from '../../engine/identity/identity.ts';

/** Gives one file to whoever asks, over HTTP/2 and TLS. Prints its port. */
const [address, file, keys] = process.argv.slice(2);
if (address === undefined || file === undefined || keys === undefined) {
  throw new Error('usage: ADDRESS FILE FOLDER-FOR-KEYS');
}

const READ_BYTES = 256 * 1024;

const { privateKeyPem, certificatePem } = await loadIdentity(keys);
const server = createSecureServer({
  key: privateKeyPem,
  cert: certificatePem,
  minVersion: 'TLSv1.3',
});

server.on('stream', (stream) => {
  stream.respond();
  // Whoever asked may leave.
  pipeline(createReadStream(file, { highWaterMark: READ_BYTES }), stream, () => {});
});

server.listen(0, address, () => {
  const at = server.address();
  if (typeof at === 'object' && at !== null) process.stdout.write(`${at.port}\n`);
});
