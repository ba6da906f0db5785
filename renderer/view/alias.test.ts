import { expect, test } from 'vitest';
import { freeAlias } from './alias.ts';

test('another alias is numbered on', () => {
  expect(freeAlias('Anna Bäcker')).toBe('anna-bäcker-2');
  expect(freeAlias('Anna', 'anna-2')).toBe('anna-3');
});
