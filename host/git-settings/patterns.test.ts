import { expect, test } from 'vitest';
import { hostNamed } from './patterns.ts';

test.each([
  ['github.com', 'github.com', ['https://github.com/**', 'https://*@github.com/**']],
  ['GitHub.com', 'github.com', ['https://github.com/**', 'https://*@github.com/**']],
  ['https://github.com/', 'github.com', ['https://github.com/**', 'https://*@github.com/**']],
  [
    'http://127.0.0.1:8080',
    'http://127.0.0.1:8080',
    ['http://127.0.0.1:8080/**', 'http://*@127.0.0.1:8080/**'],
  ],
  [
    'git.local:8443',
    'https://git.local:8443',
    ['https://git.local:8443/**', 'https://*@git.local:8443/**'],
  ],
  ['http://[::1]:80', 'http://[::1]:80', ['http://\\[::1\\]:80/**', 'http://*@\\[::1\\]:80/**']],
  ['file://', 'file://', ['file:///**']],
])('%s', (typed, name, patterns) => {
  expect(hostNamed(typed)).toEqual({ name, patterns });
});

test('all of https goes by one pattern', () => {
  expect(hostNamed('https://*').patterns).toEqual(['https://**']);
});

test.each([
  '',
  '*',
  'a b',
  'https://',
  'git**',
  'host/path',
  'file://host',
  'gtp://anna',
  '-x',
  'a"b',
])('%j is no host', (typed) => expect(() => hostNamed(typed)).toThrow('is no host'));
