import { execFileSync } from 'node:child_process';
import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { packetBytes } from '../git/pkt-line.ts';
import { git } from '../testing/git.ts';
import { askAsGuest, GuestRoom, plainGit, until } from './support/guest.ts';

// What guests can cost.

let room: GuestRoom;
let place: string;

beforeAll(async () => {
  // More than waits on the way to a guest who does not read: git is at work until that one leaves.
  room = await GuestRoom.open({ binaryBytes: 6_000_000 });
});

afterAll(() => room[Symbol.asyncDispose]());

beforeEach(() => {
  place = room.place();
});

/** Programs of git's that this process has started. */
function serving(): number {
  const list = execFileSync('ps', ['-o', 'args=', '--ppid', `${process.pid}`]).toString();
  return list.split('\n').filter((line) => line.includes('upload-pack')).length;
}

describe('bounds', () => {
  const headers = {
    'content-type': 'application/x-git-upload-pack-request',
    'git-protocol': 'version=2',
  };
  const post = (body: Buffer, more = {}) =>
    askAsGuest(room.base, '/harbour.git/git-upload-pack', {
      method: 'POST',
      headers: { ...headers, ...more },
      body,
    });

  test('a body that is too large is refused, unpacked too', async () => {
    const large = Buffer.alloc(9 * 1024 * 1024, '0');
    const packed = gzipSync(large);

    expect((await post(packed, { 'content-encoding': 'gzip' })).status).toBe(413);
    expect((await post(Buffer.from('no packets'))).status).toBe(400);
    expect((await post(Buffer.from('no gzip'), { 'content-encoding': 'gzip' })).status).toBe(400);
  });

  test('many who say nothing keep nobody out, and are ended', async () => {
    const { hostname, port } = new URL(room.base);
    const open = new Set<ReturnType<typeof connect>>();
    for (let count = 0; count < 300; count += 1) {
      const silent = connect(Number(port), hostname).on('error', () => {});
      open.add(silent);
      silent.on('close', () => open.delete(silent));
      silent.write(
        'POST /harbour.git/git-upload-pack HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-length: 1000\r\n',
      );
    }
    await until(() => open.size <= 64, 'most of those who say nothing are ended');
    await plainGit(place, ['clone', '--quiet', room.url, 'copy']);
    await until(() => open.size === 0, 'all of them are ended');
  });

  test('git ends with a guest who leaves', async () => {
    const main = git(room.source, ['rev-parse', 'main']);
    const { hostname, port } = new URL(room.base);
    const body = Buffer.concat(
      ['command=fetch', 'delimiter', `want ${main}\n`, 'done\n', 'flush'].map((line) =>
        packetBytes(line),
      ),
    );
    const guest = connect(Number(port), hostname).on('error', () => {});
    const lines = Object.entries({
      host: hostname,
      'content-length': `${body.length}`,
      ...headers,
    });
    guest.write(
      `POST /harbour.git/git-upload-pack HTTP/1.1\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`,
    );
    guest.write(body);
    guest.pause();
    await until(() => serving() > 0, 'git serves');
    guest.destroy();
    await until(() => serving() === 0, 'git has ended');
  });
});
