import fc from 'fast-check';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { PeerId } from '../../../shared/ids.ts';
import { type UploadSlot, UploadSlots } from './upload-slots.ts';

const peer = (index: number) => 'abcdefgh'.charAt(index).repeat(52) as PeerId;
const [anna, bob, cleo] = [peer(0), peer(1), peer(2)];

let now: number;
let slots: UploadSlots;
beforeEach(() => {
  vi.useFakeTimers();
  now = 0;
  slots = new UploadSlots(() => now);
});
afterEach(() => void vi.useRealTimers());

/** As many as this peer gets at this moment. */
function takeAll(id: PeerId): UploadSlot[] {
  const taken: UploadSlot[] = [];
  for (let slot = slots.acquire(id); slot !== null; slot = slots.acquire(id)) taken.push(slot);
  return taken;
}

test('who asks alone has all four', () => {
  expect(takeAll(anna)).toHaveLength(4);
});

test('who asks at about the same time has an equal share', () => {
  expect(slots.acquire(anna)).not.toBeNull();
  expect(slots.acquire(bob)).not.toBeNull();
  expect(takeAll(anna)).toHaveLength(1);
  expect(takeAll(bob)).toHaveLength(1);
});

test('who has not asked for a while, and has nothing on its way, has no share', () => {
  slots.acquire(bob)?.[Symbol.dispose]();
  now += 2_001;
  expect(takeAll(anna)).toHaveLength(4);
});

test('what is on its way counts however long ago it was asked for', () => {
  slots.acquire(bob);
  now += 9_000;
  expect(takeAll(anna)).toHaveLength(2);
});

test('a slow receiver lends its slot after a while, and gives it back once', () => {
  const [slow] = takeAll(anna);
  now += 10_000;
  vi.advanceTimersByTime(10_000);
  expect(takeAll(bob)).toHaveLength(4);
  slow?.[Symbol.dispose]();
  slow?.[Symbol.dispose]();
  expect(takeAll(cleo)).toEqual([]);
});

test('there are never more than four, and all come back', () => {
  const step = fc.record({ who: fc.nat(7), isEnd: fc.boolean(), later: fc.nat(3_000) });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      slots = new UploadSlots(() => now);
      const open: UploadSlot[] = [];
      for (const { who, isEnd, later } of steps) {
        now += later;
        if (isEnd) open.shift()?.[Symbol.dispose]();
        const slot = isEnd ? null : slots.acquire(peer(who));
        if (slot !== null) open.push(slot);
        expect(open.length).toBeLessThanOrEqual(4);
      }
      for (const slot of open) slot[Symbol.dispose]();
      now += 3_000;
      expect(takeAll(anna)).toHaveLength(4);
    }),
  );
});
