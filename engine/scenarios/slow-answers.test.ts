import type { ServerHttp2Stream } from 'node:http2';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { TransferId } from '../../shared/ids.ts';
import { git, refs } from '../testing/git.ts';
import { HostileRoom } from './support/hostile-room.ts';
import { TestEngine } from './support/test-engine.ts';

// Whoever trickles is slow, and nothing worse: others take over, and where there are none, it has an end.

let room: HostileRoom;
beforeEach(async () => {
  room = await HostileRoom.open();
});
afterEach(() => room[Symbol.asyncDispose]());

/** A block that comes byte by byte, a byte each second. */
function trickle(pack: Buffer, stream: ServerHttp2Stream): null {
  const etag = `"${pack.subarray(-20).toString('hex')}"`;
  const block = `0.0-${pack.readUInt32BE(8)}`;
  stream.respond({ ':status': 200, 'gtp-block': block, etag });
  let sent = 0;
  const timer = setInterval(() => stream.write(pack.subarray(sent, ++sent)), 1_000);
  stream.once('close', () => clearInterval(timer));
  return null;
}

test('a block that trickles ends with a sentence, and changes nothing', async () => {
  await room.meet({ block: trickle });
  await room.bob.untilAlternatives(1);
  const begun = performance.now();
  await expect(room.bob.fetch(room.clone)).rejects.toMatchObject({ code: 'peer-silent' });
  expect(performance.now() - begun).toBeLessThan(120_000);
  expect(refs(room.clone, 'refs/remotes/mallory')).toEqual([]);
}, 90_000);

test('others take over, and nobody is called a liar', async () => {
  await using anna = await TestEngine.start('Anna');
  const mallory = await room.meet({ block: trickle });
  await room.bob.untilAlternatives(1);
  await anna.share(room.source);
  await room.bob.connect(anna);
  await room.bob.untilAlternatives(2);
  const begun = performance.now();
  await room.bob.fetch(room.clone, { peers: [mallory] });
  expect(performance.now() - begun).toBeLessThan(15_000);
  expect(git(room.clone, ['rev-parse', 'refs/remotes/mallory/main'])).toBe(
    git(room.source, ['rev-parse', 'main']),
  );
  const [fetching] = Object.keys(room.bob.state.transfers) as TransferId[];
  if (fetching === undefined) throw new Error('there is no transfer');
  const { peers } = (await room.bob.ended(fetching)).progress;
  expect(peers.filter(({ dropped }) => dropped !== null)).toEqual([]);
}, 60_000);
