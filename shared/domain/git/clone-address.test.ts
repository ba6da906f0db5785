import { expect, test } from 'vitest';
import {
  isCloneAddress,
  isLocalPath,
  isOfferedAddress,
  nameInAddress,
  withoutSecrets,
} from './clone-address.ts';

test.each([
  ['https://example.org/team/app.git', 'app'],
  ['HTTP://example.org/team/app/', 'app'],
  ['ssh://git@example.org:22/team/app.git/', 'app'],
  ['git@example.org:team/app.git', 'app'],
  ['example.org:app', 'app'],
  ['file:///srv/git/app', 'app'],
  ['/srv/git/app/.git', 'app'],
  ['../app.git', 'app'],
  ['C:\\code\\app', 'app'],
])('%s is an address, of %s', (typed, name) => {
  expect(isCloneAddress(typed)).toBe(true);
  expect(nameInAddress(typed)).toBe(name);
});

test.each(['app', 'my project', 'C:', 'app:', 'a: b', ''])('%j is none', (typed) => {
  expect(isCloneAddress(typed)).toBe(false);
});

test('only what names no host is a path', () => {
  expect(['./app', '/srv/app', 'C:/app'].map(isLocalPath)).toEqual([true, true, true]);
  expect(['file:///srv/app', 'git@host:app'].map(isLocalPath)).toEqual([false, false]);
});

test.each([
  ['https://example.org/team/app.git', true],
  ['git@example.org:team/app.git', true],
  ['ssh://git@example.org/app', true],
  ['/srv/git/app', false],
  ['note: buy milk', false],
  ['https://example.org/app and more', false],
  ['https://example.org/one\nhttps://example.org/two', false],
  ['gtp://anna/app', false],
  ['', false],
])('%j that was copied is offered: %s', (text, isOffered) => {
  expect(isOfferedAddress(text)).toBe(isOffered);
});

test.each([
  ['https://example.org/team/app.git', 'https://example.org/team/app.git'],
  ['https://me:secret@example.org:8443/team/app', 'https://example.org:8443/team/app'],
  ['https://ghp_secret@example.org/app', 'https://example.org/app'],
  ['HTTPS://me:a@secret@[::1]/app', 'HTTPS://[::1]/app'],
  ['https://example.org/app?token=secret', 'https://example.org/app'],
  ['ssh://git:secret@example.org/app', 'ssh://git@example.org/app'],
  ['git@example.org:team/app', 'git@example.org:team/app'],
  ['file:///srv/a@b?c', 'file:///srv/a@b?c'],
  ['/srv/a@b', '/srv/a@b'],
])('%s is written down as %s', (address, written) => {
  expect(withoutSecrets(address)).toBe(written);
});
