import { expect, test } from 'vitest';
import { gitProxy } from './git-proxy.ts';

const RULES = ['none for inside.example.org', 'first for example.org', 'second for org', 'third'];

test.each([
  ['inside.example.org', null],
  ['deep.inside.example.org', null],
  ['example.org', 'first'],
  ['git.example.org', 'first'],
  ['another-example.org', 'second'],
  ['example.com', 'third'],
  // The port belongs to what is compared.
  ['example.org:9418', 'third'],
])('%s is reached by %s', (place, program) => {
  expect(gitProxy(place, RULES, {})).toBe(program);
});

test('without a rule, no program is needed', () => {
  expect(gitProxy('example.org', [], {})).toBeNull();
  expect(gitProxy('example.org', ['first for example.com'], {})).toBeNull();
});

test('the environment has the last word, also for none', () => {
  expect(gitProxy('example.org', RULES, { GIT_PROXY_COMMAND: 'mine' })).toBe('mine');
  expect(gitProxy('example.org', RULES, { GIT_PROXY_COMMAND: '' })).toBeNull();
});
