import { expect, test } from 'vitest';
import { parseAddress } from './address.ts';

test.each([
  ['gtp://anna/project', { peer: 'anna', swarm: 'project' }],
  ['gtp://Anna/Project/', { peer: 'Anna', swarm: 'Project' }],
  ['gtp://Anna%20Bell/a%2Fb', { peer: 'Anna Bell', swarm: 'a/b' }],
  ['gtp://Zoë/проект', { peer: 'Zoë', swarm: 'проект' }],
])('%s', (address, expected) => {
  expect(parseAddress(address)).toEqual(expected);
});

test.each([
  '',
  'origin',
  'gtp://',
  'gtp://anna',
  'gtp://anna/',
  'gtp:///project',
  'gtp://a/b/c',
  'gtp://a/%zz',
  'https://a/b',
])('%j is none', (address) => {
  expect(() => parseAddress(address)).toThrow('Write gtp://TEAMMATE/PROJECT.');
});
