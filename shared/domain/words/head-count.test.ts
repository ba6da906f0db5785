import { expect, test } from 'vitest';
import type { Oid } from '../../ids.ts';
import { countHeads, headCountWords, newHeadsWords, tagName } from './head-count.ts';

const oid = (digit: string) => digit.repeat(40) as Oid;
const brought = (ref: string, digit = 'a') => ({ ref, old: null, new: oid(digit) });

test.each([
  ['refs/tags/v1', 'v1'],
  ['refs/remotes/anna/tags/v1', 'v1'],
  ['refs/remotes/anna/tags/release/1.0', 'release/1.0'],
  ['refs/heads/tags/v1', null],
  ['refs/remotes/anna/main', null],
  ['refs/remotes/tags/main', null],
])('%s is for the tag %s', (ref, tag) => expect(tagName(ref)).toBe(tag));

test('branches and tags are counted apart', () => {
  const updates = [
    brought('refs/remotes/anna/main'),
    brought('refs/remotes/anna/topic'),
    brought('refs/remotes/anna/tags/v1'),
  ];
  expect(countHeads(updates)).toEqual({ heads: 2, tags: 1 });
});

test('a branch that several people have at the same commit counts once', () => {
  const updates = [
    brought('refs/remotes/anna/main'),
    brought('refs/remotes/bob/main'),
    brought('refs/remotes/cleo/main', 'b'),
    // Another branch at the commit of the first.
    brought('refs/remotes/anna/topic'),
    // A clone keeps the default branch twice.
    brought('refs/heads/main'),
  ];
  expect(countHeads(updates)).toEqual({ heads: 3, tags: 0 });
});

test('the same tag of several people counts once, another object of its name again', () => {
  const updates = [
    brought('refs/remotes/anna/tags/v1'),
    brought('refs/remotes/bob/tags/v1'),
    brought('refs/remotes/cleo/tags/v1', 'b'),
    { ref: 'refs/remotes/dan/tags/v1', old: oid('b'), new: null },
  ];
  expect(countHeads(updates)).toEqual({ heads: 0, tags: 2 });
});

test.each([
  [{ heads: 2, tags: 305 }, '2 heads and 305 tags'],
  [{ heads: 1, tags: 1 }, '1 head and 1 tag'],
  [{ heads: 3, tags: 0 }, '3 heads'],
  [{ heads: 0, tags: 1204 }, '1,204 tags'],
  [{ heads: 0, tags: 0 }, '0 heads'],
])('%j is told as %s', (counted, words) => expect(headCountWords(counted)).toBe(words));

test.each([
  [{ heads: 2, tags: 305 }, '2 new heads'],
  [{ heads: 0, tags: 1 }, '1 new tag'],
  [{ heads: 0, tags: 0 }, null],
])('the news of %j is %s', (counted, words) => expect(newHeadsWords(counted)).toBe(words));
