import { expect, test } from 'vitest';
import { type LeftOut, leftOutFor } from '../left-out.ts';
import { leftOutWords, theirLeftOutWords, theirListLeftOutWords } from './left-out-words.ts';

test('what is left out is told with its number and a few names', () => {
  expect(leftOutFor('head', [])).toEqual([]);
  const [one] = leftOutFor('head', ['x/HEAD']) as [LeftOut];
  expect(leftOutWords(one)).toBe(
    '1 branch or tag cannot be shared: git takes a name that ends in HEAD for something else at teammates’ (x/HEAD). Rename it to share it.',
  );
  const [many] = leftOutFor('no-room', ['v1', 'v2', 'v3', 'v4', 'v5']) as [LeftOut];
  expect(many).toEqual({ reason: 'no-room', count: 5, examples: ['v1', 'v2', 'v3'] });
  expect(leftOutWords(many)).toBe(
    '5 branches and tags with the oldest commits cannot be shared: the list for teammates is full (v1, v2, v3 and 2 more). To choose, share fewer of them.',
  );
});

test('what of a teammate does not come is told by reason', () => {
  expect(theirLeftOutWords({ forRoom: 0, forName: 0 }, 'Anna')).toEqual([]);
  expect(theirLeftOutWords({ forRoom: 2_003, forName: 1 }, 'Anna')).toEqual([
    'Anna shares 2,003 branches and tags more, but the list has no room for them.',
    'Anna shares 1 branch or tag more that cannot be told by name, so it does not come.',
  ]);
});

test('what the list as a whole leaves out is told', () => {
  expect(theirListLeftOutWords({ repositories: 3, vouches: 1 }, 'Anna')).toBe(
    'Anna’s list is full: 3 repositories and 1 person that Anna vouches for are not in it.',
  );
  expect(theirListLeftOutWords({ repositories: 1, vouches: 0 }, 'Anna')).toBe(
    'Anna’s list is full: 1 repository is not in it.',
  );
  expect(theirListLeftOutWords({ repositories: 0, vouches: 2 }, 'Anna')).toBe(
    'Anna’s list is full: 2 people that Anna vouches for are not in it.',
  );
});
