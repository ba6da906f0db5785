import { expect, test } from 'vitest';
import type { LocalRepository } from '../../../shared/api/state.ts';
import { canBeShared, isShared, isSharedNow } from './visibility.ts';

function repository(code: string | null): LocalRepository {
  const ready = { state: 'ready', swarm: null, branch: 'main', heads: 1, tags: 0 } as const;
  const unusable = { state: 'unusable', code: code ?? '', sentence: 'It is gone.' } as const;
  return {
    id: 'abcdefghabcdefgh' as LocalRepository['id'],
    ...{ path: '/home/me/map', name: 'map', visibility: { to: 'everyone' } },
    sharedHeads: { only: [], except: [] },
    status: code === null ? ready : unusable,
  };
}

test('what cannot be used is not seen by others, though it is to be shared', () => {
  expect([null, 'repository-gone'].map((code) => isShared(repository(code)))).toEqual([true, true]);
  expect([null, 'repository-gone'].map((code) => isSharedNow(repository(code)))).toEqual([
    true,
    false,
  ]);
});

test('whom to share with is asked again where another project lies in its place', () => {
  const codes = [null, 'repository-gone', 'repository-replaced'];
  expect(codes.map((code) => canBeShared(repository(code)))).toEqual([true, false, true]);
});
