import { expect, test } from 'vitest';
import type { Head } from '../../../shared/gtp/manifest.ts';
import type { Oid } from '../../../shared/ids.ts';
import { chooseAhead } from './chosen-ahead.ts';

function oid(number: number): Oid {
  return number.toString(16).padStart(40, '0') as Oid;
}

function head(ref: string, number: number, time = number): Head {
  return { ref, oid: oid(number), tip: { time, author: 'Anna', subject: 'Work' } };
}

function copy(name: string, heads: readonly Head[], origins: readonly string[] = []) {
  return { name, shared: { heads: [...heads], origins: [...origins] } };
}

const main = (number: number) => head('refs/heads/main', number);

test('copies of the same origin come before later ones of others', () => {
  const copies = [copy('late', [main(9)], ['b']), copy('same', [main(1)], ['x', 'a'])];
  expect(chooseAhead(copies, ['a']).map((each) => each.copy.name)).toEqual(['same', 'late']);
});

test('what an earlier copy has is not wanted of a later one', () => {
  const topic = head('refs/heads/topic', 3);
  const copies = [copy('one', [main(5), topic]), copy('two', [main(5)]), copy('three', [topic])];
  expect(chooseAhead(copies, [])).toEqual([{ copy: copies[0], wants: [oid(5), oid(3)] }]);
});

test('only branches that lead to commits are wanted, the newest hundred of each, and not too many in all', () => {
  const tag = head('refs/tags/v1', 1);
  const odd = { ref: 'refs/heads/odd', oid: oid(2) };
  expect(chooseAhead([copy('tags', [tag, odd])], [])).toEqual([]);
  const many = (first: number) =>
    Array.from({ length: 150 }, (_, index) => head(`refs/heads/b${index}`, first + index));
  const copies = [1, 2, 3, 4, 5, 6].map((each) => copy(`${each}`, many(each * 1_000)));
  const chosen = chooseAhead(copies, []);
  expect(chosen.map(({ wants }) => wants.length)).toEqual([100, 100, 100, 100]);
  expect(chosen[0]?.wants[0]).toBe(oid(6_149));
});
