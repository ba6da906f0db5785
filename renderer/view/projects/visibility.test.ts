import { expect, test } from 'vitest';
import type { LocalRepository } from '../../../shared/api/state.ts';
import { leftOutFor } from '../../../shared/domain/left-out.ts';
import { canBeShared, isShared, isSharedNow, needsAttention } from './visibility.ts';

function repository(code: string | null): LocalRepository {
  const ready = { state: 'ready', swarm: null, branch: 'main', heads: 1, tags: 0 } as const;
  const unusable = { state: 'unusable', code: code ?? '', sentence: 'It is gone.' } as const;
  return {
    id: 'abcdefghabcdefgh' as LocalRepository['id'],
    ...{ path: '/home/me/map', name: 'map', visibility: { to: 'everyone' } },
    sharedHeads: { only: [], except: [] },
    fetchesAhead: true,
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

test('what no list has room for is not seen by others, and that is told', () => {
  const whole = { ...repository(null), leftOut: leftOutFor('repository', ['map']) };
  const part = { ...repository(null), leftOut: leftOutFor('head', ['x/HEAD']) };
  expect([whole, part].map(isSharedNow)).toEqual([false, true]);
  expect([whole, part].map(needsAttention)).toEqual([true, false]);
});

test('whom to share with is asked again where another project lies in its place', () => {
  const codes = [null, 'repository-gone', 'repository-replaced'];
  expect(codes.map((code) => canBeShared(repository(code)))).toEqual([true, false, true]);
});
