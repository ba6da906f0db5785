import { expect, test } from 'vitest';
import {
  harbour,
  harbourCopy,
  kernelTools,
  myRepositories,
  stateOf,
} from '../gallery/fixtures/room.ts';
import {
  asking,
  cancelled,
  checking,
  failed,
  fetched,
  finishing,
  receiving,
} from '../gallery/fixtures/transfers.ts';
import {
  orderTransfers,
  phaseLabel,
  repositoryAt,
  runningIn,
  runningInto,
  runningLabel,
} from './transfers.ts';

const { transfers, repositories } = stateOf({
  repositories: myRepositories,
  transfers: [fetched, failed, receiving],
});

test('running transfers come first, then the latest', () => {
  expect(orderTransfers(transfers)).toEqual([receiving, fetched, failed]);
});

test('a transfer under way is found by its project and by its folder', () => {
  expect(runningIn(kernelTools.id, transfers)).toBe(receiving);
  expect(runningIn(harbour.id, transfers)).toBeNull();
  expect(runningInto(receiving.path, transfers)).toBe(receiving);
  expect(runningInto(harbourCopy.path, transfers)).toBeNull();
});

test('a list says what is done and how far', () => {
  expect(runningLabel(receiving)).toBe('cloning 62 %');
  expect(runningLabel(asking)).toBe('cloning');
});

test.each([
  [asking, 'Asking who has what'],
  [receiving, '62 %'],
  [checking, 'Checking every object'],
  [finishing, 'Finishing'],
  [fetched, 'Fetched 3 heads, 1.2 MB in 0.8 s'],
  [cancelled, 'Cancelled, nothing was changed'],
])('a phase is told in a few words', (transfer, label) => {
  expect(phaseLabel(transfer)).toBe(label);
});

test('a failure is told by its own sentence', () => {
  expect(phaseLabel(failed)).toContain('Herring went away');
});

test('the repository of a fetch is found by its folder', () => {
  expect(repositoryAt(harbourCopy.path, repositories)).toBe(harbourCopy);
  expect(repositoryAt('/elsewhere', repositories)).toBeNull();
});
