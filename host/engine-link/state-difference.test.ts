import { expect, test } from 'vitest';
import { type AppState, EMPTY_STATE } from '../../shared/api/state.ts';
import { applyChanges, COLLECTIONS } from '../../shared/api/state-change.ts';
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

test('leaves out no part of the state', () => {
  const all = { ...EMPTY_STATE, limits: { ...EMPTY_STATE.limits, upload: 1 } };
  const other: AppState = {
    ...{ ...all, engine: 'running', notifications: { isMuted: true }, demo: 'running' },
    ...Object.fromEntries(COLLECTIONS.map((name) => [name, { key: {} }])),
  };
  expect(applyChanges(EMPTY_STATE, stateDifference(EMPTY_STATE, other))).toEqual(other);
  expect(applyChanges(other, stateDifference(other, EMPTY_STATE))).toEqual(EMPTY_STATE);
});

test('says nothing of what stayed', () => {
  expect(stateDifference(from, to)).toHaveLength(3);
  expect(stateDifference(to, to)).toEqual([]);
});
