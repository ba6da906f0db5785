import { describe, expect, test } from 'vitest';
import type { PeerId } from '../../shared/ids.ts';
import { BodyBudget, NoRoomError } from './body-budget.ts';

const budget = (bounds: Partial<{ all: number; strangers: number; perPeer: number }>) => {
  const made = new BodyBudget(
    { all: 1_000, strangers: 1_000, perPeer: 1_000, ...bounds },
    (peer) => peer !== 'friend',
  );
  return (peer: string, bytes: number) => {
    const body = made.open(peer as PeerId);
    body.grow(bytes);
    return body;
  };
};

describe('where there is no room', () => {
  test('the largest body of the peer that takes most gives way', () => {
    const open = budget({ all: 100 });
    const small = open('a', 30);
    const largest = open('b', 35);
    const other = open('b', 25);
    const last = open('c', 20);
    expect([small, largest, other, last].map(({ signal }) => signal.aborted)).toEqual([
      false,
      true,
      false,
      false,
    ]);
    expect(largest.signal.reason).toBeInstanceOf(NoRoomError);
    expect(() => largest.grow(1)).toThrow(NoRoomError);
  });

  test('who takes most cannot take more', () => {
    const open = budget({ all: 100 });
    const modest = open('a', 30);
    expect(() => open('b', 80)).toThrow(NoRoomError);
    expect(modest.signal.aborted).toBe(false);
    open('c', 60);
  });

  test('strangers have a part of it, and take none of the others’', () => {
    const open = budget({ strangers: 50 });
    const friend = open('friend', 500);
    const first = open('a', 40);
    open('b', 30);
    expect(first.signal.aborted).toBe(true);
    expect(friend.signal.aborted).toBe(false);
  });

  test('a peer has its share, however much is free', () => {
    const open = budget({ perPeer: 50 });
    open('a', 30);
    expect(() => open('a', 30)).toThrow(NoRoomError);
    open('b', 50);
  });
});

test('what has come in full takes what it takes, and nothing when it is disposed of', () => {
  const open = budget({ all: 100 });
  const body = open('a', 90);
  body.settle(40);
  const other = open('b', 60);
  body[Symbol.dispose]();
  open('c', 40);
  expect(other.signal.aborted).toBe(false);
});

test('what is coming takes the place of what is here of the same peer', () => {
  const open = budget({ strangers: 100 });
  const kept = open('a', 80);
  kept.settle(80);
  const next = open('a', 90);
  expect([kept, next].map(({ signal }) => signal.aborted)).toEqual([false, false]);
  expect(() => next.grow(20)).toThrow(NoRoomError);
});

test('what is here gives way to what is much smaller, and not to what is as large', () => {
  const open = budget({ all: 100 });
  const kept = open('a', 60);
  kept.settle(60);
  expect(() => open('b', 60)).toThrow(NoRoomError);
  open('c', 20);
  open('d', 19);
  expect(kept.signal.aborted).toBe(false);
  open('e', 10);
  expect(kept.signal.aborted).toBe(true);
});

test('many small ones from one address keep nobody from another one out', () => {
  const bounds = { all: 1_000, strangers: 100, perPeer: 1_000 };
  const made = new BodyBudget(bounds, () => true);
  const open = (peer: string, bytes: number, isHere = false) => {
    const body = made.open(peer as PeerId, peer.slice(0, 1));
    body.grow(bytes);
    if (isHere) body.settle(bytes);
    return body;
  };
  const many = Array.from({ length: 20 }, (_, index) => open(`a${index}`, 5, true));
  const honest = open('b', 30);
  expect(honest.signal.aborted).toBe(false);
  expect(many.filter(({ signal }) => signal.aborted)).toHaveLength(6);
  honest.settle(30);
  for (let index = 20; index < 40; index += 1) {
    try {
      open(`a${index}`, 9, true);
    } catch (error) {
      expect(error).toBeInstanceOf(NoRoomError);
    }
  }
  expect(honest.signal.aborted).toBe(false);
});
