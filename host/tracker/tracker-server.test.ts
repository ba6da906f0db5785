import { Agent, request } from 'node:http';
import { connect } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { loadIdentity } from '../../engine/identity/identity.ts';
import { swarmIdOf } from '../../engine/identity/peer-id.ts';
import { temporaryFolder } from '../../engine/testing/temporary-folder.ts';
import { OwnAnnouncements } from '../../engine/tracker/own-announcements.ts';
import { TrackerLine } from '../../engine/tracker/tracker-line.ts';
import type { Signed } from '../../shared/gtp/tracker.ts';
import { TrackerServer } from './tracker-server.ts';

const HERE = '127.0.0.1';
const PEERS = 2_000;
const NEVER = new AbortController().signal;

let tracker: TrackerServer;
let url: string;
beforeEach(async () => {
  tracker = await TrackerServer.open({ host: HERE, port: 0 });
  url = `http://${HERE}:${tracker.port}/`;
});
afterEach(async () => {
  await tracker[Symbol.asyncDispose]();
});

const SWARMS = Array.from({ length: 50 }, (_, index) =>
  swarmIdOf('sha1', index.toString(16).padStart(40, '0') as never),
);

async function envelopes(count: number, bits = 0): Promise<Signed[]> {
  const identity = await loadIdentity(temporaryFolder());
  const make = () =>
    new OwnAnnouncements(identity, () => ({ endpoints: [], relays: [] })).make({
      ...{ swarms: SWARMS, valid: 7_200, bits },
    });
  return Array.from({ length: Math.ceil(count / SWARMS.length) }, make)
    .flat()
    .slice(0, count);
}

interface Answer {
  readonly status: number;
  readonly retryAfter: string | undefined;
}

/** @param from the loopback address of the one who announces */
function announce(from: string, sent: readonly unknown[]): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const posting = request(
      url,
      { method: 'POST', localAddress: from, agent: new Agent() },
      (response) => {
        response.resume();
        response.once('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            retryAfter: response.headers['retry-after'],
          }),
        );
      },
    );
    posting.once('error', reject);
    posting.end(JSON.stringify({ envelopes: sent }));
  });
}

test('what is announced is told to whoever asks, and only what has changed again', async () => {
  const line = new TrackerLine(url);
  expect(await line.read('', NEVER)).toMatchObject({ bits: 0, envelopes: [], takes: true });
  const sent = await envelopes(3);
  expect(await line.tell(sent, NEVER)).toEqual({ expires: expect.any(Number), bits: 0 });
  const { envelopes: listed } = await line.read('', NEVER);
  expect(listed).toHaveLength(3);
  expect(listed).toEqual(expect.arrayContaining(sent));
  // The same version again comes without its envelopes.
  expect((await line.read('', NEVER)).envelopes).toEqual([]);
});

test(`${PEERS} peers that announce at once are answered, each of them`, async () => {
  const sent = await envelopes(PEERS, 8);
  const addressOf = (index: number) =>
    `127.1.${index >> 8}.${(index & 255) + 1 > 254 ? 254 : (index & 255) + 1}`;
  const answers = await Promise.all(sent.map((each, index) => announce(addressOf(index), [each])));
  const taken = answers.filter(({ status }) => status === 200).length;
  const busy = answers.filter(({ status }) => status === 503);
  expect(taken + busy.length).toBe(PEERS);
  expect(taken).toBeGreaterThan(PEERS / 4);
  for (const { retryAfter } of busy) expect(Number(retryAfter)).toBeGreaterThanOrEqual(10);
  console.log(`of ${PEERS}: ${taken} taken, ${busy.length} told that it is busy`);
});

test('who floods is told to come later, and others are answered meanwhile', async () => {
  const [mine] = await envelopes(1);
  const begun = performance.now();
  const flood = await Promise.all(Array.from({ length: 200 }, () => announce('127.2.0.1', [mine])));
  const seconds = (performance.now() - begun) / 1_000;
  const taken = flood.filter(({ status }) => status === 200).length;
  expect(taken).toBeLessThanOrEqual(60 + 2 * seconds);
  expect(flood.filter(({ status }) => status === 503).length).toBeGreaterThanOrEqual(100);
  expect(await announce('127.2.0.2', [mine])).toMatchObject({ status: 200 });
});

test('what is no announcement, or far too long, is refused, and harms nobody', async () => {
  const line = new TrackerLine(url);
  await expect(line.tell([{ a: 'x'.repeat(3_000_000) }] as never, NEVER)).rejects.toMatchObject({
    code: 'tracker-failed',
  });
  expect(await announce('127.3.0.1', [null, 1, { signed: {} }])).toMatchObject({ status: 200 });
  expect((await line.read('', NEVER)).envelopes).toEqual([]);
  const status = (path: string, method = 'GET') =>
    fetch(new URL(path, url), { method }).then((answer) => answer.status);
  expect(await status('/?shard=2')).toBe(400);
  expect(await status('/?shard=111111111')).toBe(400);
  expect(await status('/', 'DELETE')).toBe(405);
});

test('whoever says nothing is let go, and keeps nobody out', async () => {
  const silent = Array.from({ length: 300 }, () => connect(tracker.port, HERE));
  for (const socket of silent) socket.on('error', () => {});
  const [mine] = await envelopes(1);
  expect(await announce('127.4.0.1', [mine])).toMatchObject({ status: 200 });
  for (const socket of silent) socket.destroy();
});
