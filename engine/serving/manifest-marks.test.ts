import { expect, test } from 'vitest';
import type { SharedRepository } from '../../shared/gtp/manifest.ts';
import type { SignedStatement } from '../../shared/gtp/push.ts';
import type { Oid } from '../../shared/ids.ts';
import { swarmIdOf } from '../identity/peer-id.ts';
import type { LocalCopy } from '../repositories/local-copy.ts';
import { marksOf, NO_MARKS } from './manifest-marks.ts';

const roots = ['a', 'b'].map((digit) => digit.repeat(40) as Oid);
const statement: SignedStatement = { statement: {}, key: '', signature: '' };

function copy(visibility: object): LocalCopy {
  const entry = { objectFormat: 'sha1', roots, heads: [] } as unknown as SharedRepository;
  return {
    ...{ record: { id: 'a'.repeat(16), visibility }, keeper: null },
    manifestEntry: () => entry,
  } as unknown as LocalCopy;
}

test('what depots stated of a project, by any of its roots, is told beside a copy of it', () => {
  const asked: unknown[] = [];
  const statements = (...of: unknown[]) => {
    asked.push(of);
    return [statement];
  };
  const marks = { ...NO_MARKS, statements };
  expect(marksOf(copy({ to: 'everyone' }), marks).seen).toEqual([statement]);
  expect(marksOf(copy({ to: 'trusted' }), marks).seen).toEqual([statement]);
  const projects = roots.map((root) => swarmIdOf('sha1', root));
  // Who is told of what is for some only depends on who sees the copy.
  expect(asked).toEqual([
    [projects, true],
    [projects, false],
  ]);
});

test('where nothing was stated, nothing is told', () => {
  const marks = { ...NO_MARKS, statements: () => [] };
  expect(marksOf(copy({ to: 'everyone' }), marks)).toEqual({ open: true });
});
