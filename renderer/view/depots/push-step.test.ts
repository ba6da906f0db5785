import { expect, test } from 'vitest';
import type { OfferedBranch } from '../../../shared/api/depot-look-contract.ts';
import type { Rejection } from '../../../shared/api/depot-push-contract.ts';
import type { Relation } from '../../../shared/domain/git/relation.ts';
import { oidSchema } from '../../../shared/ids.ts';
import { firstChoice, pushLabel, pushStep, rejectedSentence, targetName } from './push-step.ts';

const oid = (digit: string) => oidSchema.parse(digit.repeat(40));

function branch(more: Partial<OfferedBranch> = {}): OfferedBranch {
  return {
    ...{ ref: 'refs/heads/main', oid: oid('1'), subject: '', isCheckedOut: false },
    ...{ target: 'refs/heads/main', old: oid('2'), relation: { kind: 'behind', behind: 3 } },
    verdict: { status: 'moves' },
    ...more,
  };
}

const rejected = (code: Exclude<Rejection['code'], 'not-allowed'>, relation: Relation) =>
  branch({ relation, verdict: { status: 'rejected', why: { code } } });

test.each([
  ['3 to push', true, false, branch()],
  ['new there', true, false, branch({ old: null, relation: { kind: 'same' } })],
  ['nothing to push', false, false, branch({ verdict: { status: 'same' } })],
  ['2 behind', false, true, rejected('non-fast-forward', { kind: 'ahead', ahead: 2 })],
  [
    ...(['1 ahead, 4 behind', false, true] as const),
    rejected('non-fast-forward', { kind: 'diverged', ahead: 4, behind: 1 }),
  ],
  ['fetch first', false, true, rejected('fetch-first', { kind: 'unknown' })],
  ['unrelated', false, false, rejected('non-fast-forward', { kind: 'unrelated' })],
] as const)('%s', (label, canPush, needsFetch, offered) => {
  const step = pushStep(offered, 'Depot');
  expect(step).toMatchObject({ label, canPush, needsFetch });
  expect(step.sentence).toMatch(/Depot/);
});

test('the button says what it pushes', () => {
  expect(pushLabel(branch())).toBe('Push 3 commits of main');
  expect(pushLabel(branch({ relation: { kind: 'behind', behind: 1 } }))).toBe(
    'Push 1 commit of main',
  );
  expect(pushLabel(branch({ old: null }))).toBe('Push main');
});

test('a branch in a place of one’s own goes by its own name', () => {
  expect(targetName(`refs/heads/people/${'a'.repeat(52)}/topic/one`)).toEqual({
    ...{ name: 'topic/one', isOwnPlace: true },
  });
  expect(targetName('refs/heads/main')).toEqual({ name: 'main', isOwnPlace: false });
});

test('what is checked out is meant at first, or else what can be pushed', () => {
  const [main, other] = [branch({ isCheckedOut: true, verdict: { status: 'same' } }), branch()];
  expect(firstChoice([main, other])).toBe(main);
  expect(firstChoice([{ ...main, isCheckedOut: false }, other])).toBe(other);
  expect(firstChoice([])).toBeNull();
});

test('a refusal says what to do', () => {
  const why = (code: Exclude<Rejection['code'], 'not-allowed'>) =>
    rejectedSentence({ ref: 'refs/heads/main', status: 'rejected', why: { code } }, 'Depot');
  expect(why('fetch-first')).toContain('Fetch, merge');
  expect(why('stale')).toContain('Look again');
});
