import { expect, test } from 'vitest';
import { programName } from './program-name.ts';

test.each([
  [['git', 'gc'], 'git gc'],
  [
    ['git', '--no-pager', '-C', '/a b', '--git-dir=/a', '-c', 'gc.auto=0', 'index-pack', '--stdin'],
    'git index-pack',
  ],
  [['git', '--version'], 'git'],
  [['/usr/bin/ssh', 'somewhere'], 'ssh'],
  [[], ''],
])('%j is %s', (args, name) => {
  expect(programName(args)).toBe(name);
});
