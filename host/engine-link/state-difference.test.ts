import { expect, test } from 'vitest';
import { type AppState, EMPTY_STATE } from '../../shared/api/state.ts';
import { applyChanges } from '../../shared/api/state-change.ts';
import { stateDifference } from './state-difference.ts';

const kept = { code: 'kept', sentence: 'Kept.' };
const from: AppState = { ...EMPTY_STATE, problems: { kept, gone: kept } };
const to: AppState = {
  ...EMPTY_STATE,
  engine: 'running',
  problems: { kept, come: { code: 'come', sentence: 'Come.' } },
};

test('leads from one state to the other', () => {
  expect(applyChanges(from, stateDifference(from, to))).toEqual(to);
});

test('says nothing of what stayed', () => {
  expect(stateDifference(from, to)).toHaveLength(3);
  expect(stateDifference(to, to)).toEqual([]);
});
