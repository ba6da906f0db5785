import { createServer } from 'node:http';
import { bencode } from './torrent.ts';

/**
 * A BitTorrent tracker (BEP 3, BEP 23) for one torrent. Prints its port, then `seeder` whenever
 * another peer says that it has everything.
 */
const [address] = process.argv.slice(2);
if (address === undefined) throw new Error('usage: ADDRESS');

/** How often peers ask again, in seconds. */
const INTERVAL = 2;

const peers = new Set<string>();
const seeders = new Set<string>();

const server = createServer((request, response) => {
  const { searchParams } = new URL(request.url ?? '/', 'http://localhost');
  const host = (request.socket.remoteAddress ?? '').replace(/^::ffff:/, '');
  const peer = `${host}:${Number(searchParams.get('port'))}`;
  const others = [...peers].filter((other) => other !== peer);
  if (searchParams.get('event') === 'stopped') peers.delete(peer);
  else peers.add(peer);
  if (searchParams.get('left') === '0' && !seeders.has(peer)) {
    seeders.add(peer);
    process.stdout.write('seeder\n');
  }
  const answer = { interval: INTERVAL, peers: Buffer.concat(others.map(compact)) };
  response.end(bencode(answer));
});

server.listen(0, address, () => {
  const at = server.address();
  if (typeof at === 'object' && at !== null) process.stdout.write(`${at.port}\n`);
});

/** Four bytes of address, two of port. */
function compact(peer: string): Buffer {
  const [host = '', port] = peer.split(':');
  const bytes = Buffer.alloc(6);
  for (const [index, part] of host.split('.').entries()) bytes[index] = Number(part);
  bytes.writeUInt16BE(Number(port), 4);
  return bytes;
}
