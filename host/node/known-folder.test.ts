import { expect, test } from 'vitest';
import { EMPTY_STATE, type Transfer } from '../../shared/api/state.ts';
import { isKnownFolder } from './known-folder.ts';

const after = (state: Transfer['phase']['state']) => ({
  ...EMPTY_STATE,
  transfers: { a: { path: '/home/me/reef', phase: { state } } as Transfer },
});

test('the folder of a clone is known once it is there, also while it is checked', () => {
  expect(isKnownFolder(after('done'), '/home/me/reef')).toBe(true);
  expect(isKnownFolder(after('verifying'), '/home/me/reef')).toBe(true);
  expect(isKnownFolder(after('receiving'), '/home/me/reef')).toBe(false);
  expect(isKnownFolder(after('done'), '/etc')).toBe(false);
});
