import { expect, test } from 'vitest';
import type { Oid } from '../../../shared/ids.ts';
import { chooseMirrors } from './choose-mirrors.ts';

function oid(digit: string): Oid {
  return digit.repeat(40) as Oid;
}

function copy(name: string, time: number, origins: string[], options: { root?: string } = {}) {
  const tip = { time, author: 'Anna', subject: 'Work' };
  const heads = [{ ref: 'refs/heads/main', oid: oid(`${time % 10}`), tip }];
  return { name, shared: { origins, roots: [oid(options.root ?? 'a')], heads } };
}

type Copy = ReturnType<typeof copy>;

function choose(copies: Copy[], trusted: string[], listed: Oid[] = [], hash: string | null = 'x') {
  const refs = listed.map((oid) => ({ ref: 'refs/heads/main', oid }));
  const chosen = chooseMirrors(copies, { hash, refs }, ({ name }) => trusted.includes(name));
  return chosen.map(({ name }) => name);
}

test('trusted ones come first, then those with later commits, and no more than four', () => {
  const copies = [1, 2, 3, 4, 5].map((time) => copy(`${time}`, time, ['x']));
  expect(choose(copies, ['2'])).toEqual(['2', '5', '4', '3']);
});

test('others of the same project count if they are trusted, and other projects never do', () => {
  const copies = [
    copy('origin', 1, ['y', 'x']),
    copy('friend', 2, []),
    copy('stranger', 3, []),
    copy('other', 4, ['y'], { root: 'b' }),
  ];
  expect(choose(copies, ['friend', 'other'])).toEqual(['friend', 'origin']);
});

test('an origin without a hash is known by what it lists', () => {
  const copies = [copy('has it', 1, []), copy('has not', 2, ['x'])];
  expect(choose(copies, [], [oid('1')], null)).toEqual(['has it']);
  expect(choose(copies, [], [], null)).toEqual([]);
});
