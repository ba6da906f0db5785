import { expect, test } from 'vitest';
import type { Transfer } from '../../../shared/api/state.ts';
import {
  harbour,
  harbourCopy,
  kernelTools,
  myRepositories,
  stateOf,
} from '../../gallery/fixtures/room.ts';
import {
  asking,
  cancelled,
  checking,
  cloned,
  failed,
  fetched,
  finishing,
  partlyFetched,
  paused,
  pausedEarly,
  receiving,
  resumed,
  verifying,
  waiting,
} from '../../gallery/fixtures/transfers.ts';
import {
  hereLabel,
  keptLabel,
  orderTransfers,
  phaseLabel,
  remarks,
  runningIn,
  runningInto,
  runningLabel,
  runningNote,
  savedLabel,
  wouldLoseMuch,
} from './transfers.ts';

const { transfers } = stateOf({
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
  expect(runningLabel(paused)).toBe('paused at 62 %');
  expect(runningLabel(pausedEarly)).toBe('paused');
  expect(runningLabel(waiting)).toBe('waiting');
});

test.each([
  [asking, 'Asking who has what'],
  [receiving, '62 %'],
  [waiting, 'Waiting for somebody who has it'],
  [paused, 'Paused at 62 %'],
  [pausedEarly, 'Paused'],
  [checking, 'Checking every object'],
  [finishing, 'Finishing'],
  [verifying, 'In use; checking every object'],
  [fetched, 'Fetched 3 heads, 1.2 MB in 0.8 s'],
  [cancelled, 'Cancelled, nothing was changed; the 360 MB that had come are gone'],
  [{ ...cancelled, progress: asking.progress }, 'Cancelled, nothing was changed'],
])('a phase is told in a few words', (transfer, label) => {
  expect(phaseLabel(transfer)).toBe(label);
});

test('a clone whose files are not all there says so, and what to do, also while it is checked', () => {
  const sentence = 'Everything is here, but not all files could be written: …';
  const note = { peer: receiving.progress.peers[0]?.id, code: 'files-missing', sentence };
  const result = { updated: [], bytes: 1_000_000, seconds: 1, blocks: 1, peers: [], notes: [note] };
  for (const state of ['verifying', 'done'] as const) {
    const transfer = { ...verifying, phase: { state, result } } as Transfer;
    expect(remarks(transfer)).toEqual([{ look: 'warning', sentence, isToldElsewhere: false }]);
    if (state === 'done')
      expect(phaseLabel(transfer)).toMatch(/^Cloned, but its files are not all/);
  }
});

test('of what was done otherwise, faults come first; what the project says itself is marked', () => {
  expect(remarks(partlyFetched)[0]?.sentence).toMatch(/^Herring left before/);
  const looks = remarks(partlyFetched).map(({ look, isToldElsewhere }) => [look, isToldElsewhere]);
  expect(looks).toEqual([
    ['warning', false],
    ['warning', false],
    ['note', true],
    ['note', false],
    ['note', false],
  ]);
});

test('a failure is told by its own sentence', () => {
  expect(phaseLabel(failed)).toContain('Herring went away');
});

test('a clone that is in use while it is checked is in nobody’s way', () => {
  const inUse = stateOf({ transfers: [verifying] }).transfers;
  expect(runningIn(kernelTools.id, inUse)).toBeNull();
  expect(runningInto(verifying.path, inUse)).toBeNull();
});

test('a head line counts what has not ended', () => {
  expect(runningNote([receiving, verifying, paused, waiting, fetched])).toBe(
    '2 running, 1 waiting, 1 paused',
  );
  expect(runningNote([fetched, failed])).toBe('');
});

test('what rests says how much of it is here', () => {
  expect(hereLabel(paused)).toBe('744 MB of 1.2 GB are here');
  expect(hereLabel(pausedEarly)).toBeNull();
});

test('what did not have to be brought is told: from an earlier attempt, or over the internet', () => {
  expect(keptLabel(resumed)).toBe('84 MB were here already');
  expect(keptLabel(receiving)).toBeNull();
  expect(savedLabel(fetched)).toBe('1.2 MB from teammates, not over the internet');
  expect(savedLabel(verifying)).not.toBeNull();
  expect(savedLabel(cloned)).not.toBeNull();
  expect(savedLabel(receiving)).toBeNull();
});

test('only what takes long to bring again is worth a question', () => {
  expect(wouldLoseMuch(receiving)).toBe(true);
  expect(wouldLoseMuch(fetched)).toBe(false);
  const kept = { ...asking, progress: { ...asking.progress, keptBytes: 84_000_000 } };
  expect(wouldLoseMuch(kept)).toBe(true);
});
