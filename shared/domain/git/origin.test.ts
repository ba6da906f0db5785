import { expect, test } from 'vitest';
import { normalizeOrigin } from './origin.ts';

test.each([
  'https://example.org/team/app.git',
  'https://user:token@Example.org:8443/team/app/',
  'ssh://git@example.org:22/team/app.git',
  'git@example.org:team/app.git',
  'git://example.org/team/app',
])('%s is one project, however it is reached, and never a credential', (url) => {
  expect(normalizeOrigin(url)).toBe('example.org/team/app');
});

test.each(['/srv/git/app.git', '../app', 'file:///srv/app', 'C:/code/app', 'gtp://peer/swarm', ''])(
  '%j names no host',
  (url) => expect(normalizeOrigin(url)).toBeNull(),
);

test.each([
  ['ssh://git@example.org:2222/team/app', 'git@example.org:team/app'],
  ['ssh://git@EXAMPLE.org/team/app', 'https://example.org/team/app.git'],
  ['https://example.org//team/app.git/', 'http://me@example.org/team/app'],
  ['https://[2001:DB8::1]:8443/app', 'ssh://git@[2001:db8::1]/app.git'],
  ['[git@example.org:2222]:team/app', 'https://example.org/team/app'],
  ['git@[2001:db8::1]:app', 'https://[2001:db8::1]/app'],
  ['https://me:p@ss:w@example.org/team/app', 'https://example.org/team/app'],
])('%s and %s are the same project', (one, other) => {
  expect(normalizeOrigin(one)).not.toBeNull();
  expect(normalizeOrigin(one)).toBe(normalizeOrigin(other));
});

test.each([
  ['https://example.org/team/app', 'https://example.org/Team/app'],
  ['https://example.org/team/app', 'https://example.com/team/app'],
])('%s and %s are not', (one, other) => {
  expect(normalizeOrigin(one)).not.toBe(normalizeOrigin(other));
});
