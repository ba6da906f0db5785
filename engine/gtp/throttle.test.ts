import { expect, test } from 'vitest';
import type { PeerId } from '../../shared/ids.ts';
import { Throttle } from './throttle.ts';

const peer = 'p' as PeerId;

test('a large piece passes in small ones: who waits for a slow peer sees that it sends', async () => {
  const throttle = new Throttle();
  throttle.set({ total: 1_000_000, perPeer: null });
  const content = Buffer.from(Array.from({ length: 300_000 }, (_, index) => index % 251));
  const start = performance.now();
  const arrived: { piece: Buffer; after: number }[] = [];
  for await (const piece of throttle.pieces(peer, content)) {
    arrived.push({ piece, after: performance.now() - start });
  }
  expect(Buffer.concat(arrived.map((each) => each.piece)).equals(content)).toBe(true);
  expect(arrived.length).toBeGreaterThan(3);
  const last = arrived.at(-1)?.after ?? 0;
  expect(last).toBeGreaterThan(150);
  expect(arrived[0]?.after).toBeLessThan(last / 2);
});

test('without a limit bytes pass as they come', async () => {
  const sizes: number[] = [];
  for await (const piece of new Throttle().pieces(peer, Buffer.alloc(300_000))) {
    sizes.push(piece.length);
  }
  expect(sizes).toEqual([300_000]);
});

test('the slower, the smaller: something passes several times a second', async () => {
  const throttle = new Throttle();
  throttle.set({ total: 64_000, perPeer: 16_384 });
  const sizes: number[] = [];
  const begun = performance.now();
  for await (const piece of throttle.pieces(peer, Buffer.alloc(20_000))) {
    sizes.push(piece.length);
    if (performance.now() - begun > 600) break;
  }
  expect(Math.max(...sizes)).toBeLessThanOrEqual(4_096);
  expect(sizes.length).toBeGreaterThan(1);
});

test('who has left waits for nothing', async () => {
  const throttle = new Throttle();
  throttle.set({ total: 16_384, perPeer: null });
  const left = AbortSignal.abort(new Error('gone'));
  const passing = throttle.pieces(peer, Buffer.alloc(1_000_000), left).next();
  await expect(passing).rejects.toThrow('gone');
});
