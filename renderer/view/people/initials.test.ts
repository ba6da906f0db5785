import { expect, test } from 'vitest';
import { initials } from './initials.ts';

test.each([
  ['Anna Bäcker', 'AB'],
  ['herring', 'HE'],
  ['élan', 'ÉL'],
  ['x', 'X'],
  ['…', '?'],
])('%s is shortened to %s', (name, letters) => {
  expect(initials(name)).toBe(letters);
});
