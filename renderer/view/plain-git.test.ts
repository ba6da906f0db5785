import { expect, test } from 'vitest';
import { plainGitEffect } from './plain-git.ts';

const helper = { found: true, path: '/shoal/git-remote-gtp.js' };

test('what plain git does with Shoal is one sentence', () => {
  const usual =
    'git clone and fetch take from teammates what they have, and the rest from the server.';
  expect(plainGitEffect({ enabled: false, hosts: [], helper })).toBe(usual);
  expect(plainGitEffect({ enabled: true, hosts: ['https://*'], helper })).toBe(usual);
  expect(plainGitEffect({ enabled: true, hosts: ['github.com', 'file://'], helper })).toBe(
    'git clone and fetch ask teammates first, for github.com and file://.',
  );
  expect(
    plainGitEffect({ enabled: true, hosts: ['https://*'], helper: { ...helper, found: false } }),
  ).toBe('Its program is gone: turn it off and on again.');
});
