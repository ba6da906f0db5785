import { expect, test } from 'vitest';
import type { Oid } from '../../../shared/ids.ts';
import { bestFirst, copiesOfOrigin, headsToTake } from './choose-copies.ts';

const oid = (digit: string) => digit.repeat(40) as Oid;
const hash = (digit: string) => digit.repeat(64);

function copy(name: string, heads: Record<string, string>, origins: string[] = []) {
  const listed = Object.entries(heads).map(([ref, digit]) => ({
    ...{ ref: `refs/heads/${ref}`, oid: oid(digit) },
    tip: { time: Number.parseInt(digit, 16), author: '', subject: '' },
  }));
  return { name, shared: { heads: listed, origins, defaultBranch: 'refs/heads/main' } };
}

const origin = (refs: Record<string, string>, named: string | null = null) => ({
  hash: named,
  refs: Object.entries(refs).map(([ref, digit]) => ({ ref: `refs/heads/${ref}`, oid: oid(digit) })),
});
const wants = (...digits: string[]) => new Set(digits.map(oid));
const names = (copies: readonly { name: string }[]) => copies.map(({ name }) => name);

test('a copy of an origin says so, or has a head of it', () => {
  const copies = [
    copy('named', { main: '1' }, [hash('a')]),
    copy('related', { other: '9' }, [hash('b')]),
    copy('strange', { main: '2' }, [hash('b')]),
  ];
  expect(names(copiesOfOrigin(copies, origin({ main: '9' }, hash('a'))))).toEqual([
    'named',
    'related',
  ]);
  expect(names(copiesOfOrigin(copies, origin({ main: '9' })))).toEqual(['related']);
});

test('trusted, then with what is wanted, then the freshest', () => {
  const copies = [
    copy('old', { main: '1' }),
    copy('fresh', { main: '5' }),
    copy('whole', { main: '3' }),
    copy('trusted', { main: '2' }),
  ];
  const order = bestFirst(copies, wants('3'), ({ name }) => name === 'trusted');
  expect(names(order)).toEqual(['trusted', 'whole', 'fresh', 'old']);
});

test('of a copy that has all, that is taken; else what goes by the same names', () => {
  const listed = origin({ main: '9', fix: '8' });
  const take = (heads: Record<string, string>) =>
    headsToTake(copy('', heads), wants('9', '8'), listed, false).map((each) => each[0]);
  expect(take({ main: '9', fix: '8', mine: '7' })).toEqual(['9', '8']);
  expect(take({ main: '9', fix: '6', mine: '7' })).toEqual(['9', '6']);
  expect(take({ main: '5', mine: '7' })).toEqual(['5']);
  expect(take({ mine: '7' })).toEqual([]);
});

test('where no name is known, the default branch is taken, unless that is too much', () => {
  const heads = { main: '5', mine: '7' };
  const take = (isExact: boolean) =>
    headsToTake(copy('', heads), wants('9'), origin({ trunk: '9' }), isExact);
  expect(take(false)).toEqual([oid('5')]);
  expect(take(true)).toEqual([]);
});
