import { expect, test } from 'vitest';
import { normalizeOrigin } from './origins.ts';

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
