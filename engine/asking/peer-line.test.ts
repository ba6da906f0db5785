import { readFileSync } from 'node:fs';
import { constants } from 'node:http2';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Throttle } from '../gtp/throttle.ts';
import { LinkedPair } from '../testing/linked-pair.ts';
import { Relay } from '../testing/relay.ts';
import { PeerLine } from './peer-line.ts';

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
