import type { ClientHttp2Stream } from 'node:http2';
import { Readable } from 'node:stream';
import { setImmediate as nextLoop } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { Link } from '../gtp/link.ts';
import { readEvents } from './read-events.ts';

const EVENT = '{"type":"manifest","seq":1}\n';

/** A peer that says these lines, as fast as they are read. */
function linkSaying(lines: AsyncIterable<Buffer>): Link {
  const body = Readable.from(lines, { objectMode: false }) as unknown as ClientHttp2Stream;
  return { request: async () => ({ status: 200, headers: {}, body }) } as unknown as Link;
}

async function* manyEvents(count: number): AsyncGenerator<Buffer> {
  for (let told = 0; told < count; told += 1_000) {
    yield Buffer.from(EVENT.repeat(1_000));
    await nextLoop();
  }
}

test('who tells of changes without end is heard at a pace', async () => {
  const abort = new AbortController();
  const link = linkSaying(manyEvents(1_000_000));
  let heard = 0;
  const begun = performance.now();
  const reading = readEvents(
    link,
    () => {
      heard += 1;
      if (heard === 10_500) abort.abort();
    },
    abort.signal,
  );
  const over = new Promise((resolve) => abort.signal.addEventListener('abort', resolve));
  await Promise.race([over, reading]);
  const seconds = (performance.now() - begun) / 1_000;
  expect(heard).toBe(10_500);
  // The first ten thousand at once, and then five hundred a second.
  expect(seconds).toBeGreaterThan(0.9);
  (await link.request({ method: 'GET', path: '/' })).body.destroy();
  await reading.catch(() => {});
});

test('what a busy transfer tells is heard at once', async () => {
  let heard = 0;
  const begun = performance.now();
  const link = linkSaying(manyEvents(9_000));
  const hear = () => {
    heard += 1;
  };
  await readEvents(link, hear, new AbortController().signal);
  expect(heard).toBe(9_000);
  expect(performance.now() - begun).toBeLessThan(5_000);
});
