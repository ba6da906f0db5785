import { expect, test } from 'vitest';
import { isAllowed } from './allowed.ts';

const none = new Map<string, string>();
const submodule = { GIT_PROTOCOL_FROM_USER: '0' };

test.each(['https', 'http', 'ssh', 'git'])('%s is always allowed', (scheme) => {
  expect(isAllowed(scheme, none, submodule)).toBe(true);
});

test.each(['file', 'codecommit'])('%s is, where the user typed it', (scheme) => {
  expect(isAllowed(scheme, none, {})).toBe(true);
  expect(isAllowed(scheme, none, submodule)).toBe(false);
  expect(isAllowed(scheme, new Map([[`protocol.${scheme}.allow`, 'always']]), submodule)).toBe(
    true,
  );
  expect(isAllowed(scheme, new Map([[`protocol.${scheme}.allow`, 'never']]), {})).toBe(false);
});

test('ext never is', () => expect(isAllowed('ext', none, {})).toBe(false));

test('the rule for all is that of those without one of their own', () => {
  const settings = new Map([
    ['protocol.allow', 'never'],
    ['protocol.file.allow', 'always'],
  ]);
  expect(isAllowed('ssh', settings, {})).toBe(false);
  expect(isAllowed('file', settings, submodule)).toBe(true);
});

test('a list in the environment is all that counts', () => {
  const env = { GIT_ALLOW_PROTOCOL: 'gtp:file' };
  expect(isAllowed('file', new Map([['protocol.file.allow', 'never']]), env)).toBe(true);
  expect(isAllowed('https', none, env)).toBe(false);
});
