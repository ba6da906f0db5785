import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { simulatedPeerId } from '../../shared/domain/doctor/simulated-facts.ts';
import { Hearings } from './hearings.ts';

const MINUTE = 60_000;
const peer = simulatedPeerId(1);
const sighting = { peer, name: 'Heron', seq: 1, endpoints: [{ host: '10.0.0.7', port: 7654 }] };

let hearings: Hearings;
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance'] });
  hearings = new Hearings();
});
afterEach(() => {
  vi.useRealTimers();
});

test('who was heard some minutes ago should still be there, who was heard long ago need not', () => {
  expect([hearings.ago(peer), hearings.wasLately(peer)]).toEqual([null, false]);
  hearings.heard(sighting);
  vi.advanceTimersByTime(MINUTE);
  expect([hearings.ago(peer), hearings.wasLately(peer)]).toEqual([MINUTE, true]);
  expect(hearings.placesOf(peer)).toEqual(sighting.endpoints);
  vi.advanceTimersByTime(5 * MINUTE);
  expect([hearings.ago(peer), hearings.wasLately(peer)]).toEqual([6 * MINUTE, false]);
});

test('who says goodbye is missed by nobody', () => {
  hearings.heard(sighting);
  hearings.saidGoodbye(peer);
  expect([hearings.ago(peer), hearings.wasLately(peer)]).toEqual([null, false]);
  expect(hearings.placesOf(peer)).toEqual([]);
});
