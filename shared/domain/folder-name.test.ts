import { expect, test } from 'vitest';
import { folderName } from './folder-name.ts';

test.each([
  ['harbour-map', 'harbour-map'],
  ['../../etc/passwd', 'etc-passwd'],
  ['.git', 'git'],
  ['-rf', 'rf'],
  ['a\\b:c', 'a-b-c'],
  ['Grüße an alle', 'Grüße an alle'],
  ['..', 'repository'],
  ['', 'repository'],
])('%j becomes %j', (name, folder) => {
  expect(folderName(name)).toBe(folder);
});
