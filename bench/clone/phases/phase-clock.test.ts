import { expect, test } from 'vitest';
import { PhaseClock } from './phase-clock.ts';

test('each phase has what was counted in all of its times', () => {
  let now = { seconds: 10, cpu: 1 };
  const clock = new PhaseClock('asking', () => now);
  now = { seconds: 12, cpu: 2 };
  clock.enter('receiving');
  now = { seconds: 13, cpu: 2.5 };
  clock.enter('receiving');
  now = { seconds: 15, cpu: 4 };
  clock.enter('asking');
  now = { seconds: 16, cpu: 4 };
  expect(clock.stop()).toEqual([
    { phase: 'asking', use: { seconds: 3, cpu: 1 } },
    { phase: 'receiving', use: { seconds: 3, cpu: 2 } },
  ]);
});
