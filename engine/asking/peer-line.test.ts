import { readFileSync } from 'node:fs';
import { constants, type ServerHttp2Stream } from 'node:http2';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Throttle } from '../gtp/throttle.ts';
import { LinkedPair } from '../testing/linked-pair.ts';
import { Relay } from '../testing/relay.ts';
import { type Answer, PeerLine } from './peer-line.ts';

const { NGHTTP2_INTERNAL_ERROR } = constants;
const SIZE = 3_000_000;
const content = Buffer.alloc(SIZE, 'Anna');
let pair: LinkedPair;
let relay: Relay;
/** Bob's line to Anna. */
let line: PeerLine;
let downloads: Throttle;
let file: string;

beforeEach(async () => {
  pair = await LinkedPair.open((stream, headers) => {
    stream.on('error', () => {});
    const path = headers[':path'] ?? '';
    if (path.startsWith('/slow')) return answerSlowly(stream, path);
    stream.respond({ ':status': 200, 'content-length': SIZE });
    if (headers[':path'] !== '/half') return stream.end(content);
    stream.write(content.subarray(0, SIZE / 2), () => stream.close(NGHTTP2_INTERNAL_ERROR));
  });
  relay = await Relay.to(pair.listeners.annas.port);
  pair.dialByBob(relay.endpoint.port);
  await pair.untilBulk();
  downloads = new Throttle();
  const anna = { id: pair.anna.id, name: 'Anna' };
  line = new PeerLine(anna, () => pair.bobs, downloads).forBulk;
  file = join(pair.folder, 'file');
});
afterEach(async () => {
  await pair[Symbol.asyncDispose]();
  await relay[Symbol.asyncDispose]();
});

/** Once in so many milliseconds Anna does what the path says, and never more. */
const INTERVAL = 40;
function answerSlowly(stream: ServerHttp2Stream, path: string): void {
  if (path !== '/slow/work') stream.respond({ ':status': 200, 'content-length': SIZE });
  const send = {
    '/slow/work': () => stream.additionalHeaders({ ':status': 102 }),
    '/slow/lines': () => stream.write('\n'),
    '/slow/bytes': () => stream.write('x'),
    '/slow/enough': () => stream.write(Buffer.alloc(1_000)),
  }[path];
  const timer = setInterval(() => send?.(), INTERVAL);
  stream.once('close', () => clearInterval(timer));
}

/** How many bytes are said to have come. */
let heard: number;
const to = () => {
  heard = 0;
  const onBytes = (bytes: number) => {
    heard += bytes;
  };
  return { file, start: 0, maxBytes: SIZE, onBytes };
};

async function save(path: string, signal?: AbortSignal): Promise<void> {
  const request = { method: 'GET', path, signal } as const;
  await line.exchange(request, (answer) => line.save(answer, to()));
}

test('a connection for bulk that breaks is nobody’s fault, and what came of the answer is there', async () => {
  relay.cutAt(1_000_000);
  await expect(save('/x')).rejects.toMatchObject({ fault: 'gone' });
  expect(pair.bobs.isClosed).toBe(false);
  const came = readFileSync(file);
  expect(came.length).toBeGreaterThan(0);
  expect(came.length).toBe(heard);
  expect(came.equals(content.subarray(0, came.length))).toBe(true);
  await save('/x');
  expect(readFileSync(file).equals(content)).toBe(true);
  expect(relay.connections).toEqual({ all: 1, open: 0 });
});

test('what is saved as a whole is asked for once more, over the link', async () => {
  relay.cutAt(1_000_000);
  await line.download({ method: 'GET', path: '/x' }, to());
  expect(readFileSync(file).equals(content)).toBe(true);
  expect(relay.bytes).toBeGreaterThan(900_000);
  expect(relay.bytes).toBeLessThan(SIZE);
});

test('an answer that breaks off on a connection that lives may be chance once', async () => {
  await expect(save('/half')).rejects.toMatchObject({ fault: 'chance' });
  expect(relay.connections).toEqual({ all: 1, open: 1 });
});

test('who gives up need not wait until the bytes may pass', async () => {
  downloads.set({ total: 1, perPeer: null });
  const abort = new AbortController();
  const saving = save('/x', abort.signal);
  const begun = performance.now();
  setTimeout(() => abort.abort(new Error('enough')), 300);
  await expect(saving).rejects.toThrow();
  expect(performance.now() - begun).toBeLessThan(5_000);
});

test('what waits to pass is told bit by bit, however much of it is here at once', async () => {
  downloads.set({ total: 4_000_000, perPeer: null });
  const sizes: number[] = [];
  await line.exchange({ method: 'GET', path: '/x' }, async (answer) => {
    for await (const piece of line.pieces(answer)) sizes.push(piece.length);
  });
  expect(sizes.reduce((sum, size) => sum + size)).toBe(SIZE);
  expect(Math.max(...sizes)).toBeLessThanOrEqual(64 * 1024);
});

describe('an answer has an end, whatever comes now and then', () => {
  const slowest = { grace: 400, bytesPerSecond: 10_000 };
  const atWork = 1_500;
  /** @returns after how many milliseconds Bob has given up, and why; null if he has not within 4 s */
  async function givesUp(path: string): Promise<{ after: number; code: string } | null> {
    const anna = { id: pair.anna.id, name: 'Anna' };
    const impatient = new PeerLine(anna, () => pair.bobs, downloads, true, slowest);
    const begun = performance.now();
    const signal = AbortSignal.timeout(4_000);
    const read = async (answer: Answer) => {
      if (path !== '/slow/lines') return impatient.save(answer, to());
      for await (const _ of impatient.pieces(answer, true));
    };
    const asking = impatient.exchange({ method: 'GET', path, signal, atWork }, read);
    const code = await asking.then(
      () => 'an answer',
      (error: { code: string }) => error.code,
    );
    return signal.aborted ? null : { after: performance.now() - begun, code };
  }

  test('byte by byte, nothing comes', async () => {
    const end = await givesUp('/slow/bytes');
    expect(end).toMatchObject({ code: 'peer-silent' });
    expect(end?.after).toBeLessThan(atWork);
  });

  test.each(['/slow/work', '/slow/lines'])('%s is taken for work, for a while', async (path) => {
    const end = await givesUp(path);
    expect(end).toMatchObject({ code: 'peer-silent' });
    expect(end?.after).toBeGreaterThan(atWork);
  });

  test('who sends enough is waited for', async () => {
    expect(await givesUp('/slow/enough')).toBeNull();
  });

  test('what this side holds back is not the other’s slowness', async () => {
    downloads.set({ total: 1, perPeer: null });
    expect(await givesUp('/x')).toBeNull();
  });
});
