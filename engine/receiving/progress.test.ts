import { expect, test } from 'vitest';
import { peerIdSchema } from '../../shared/ids.ts';
import { Progress } from './progress.ts';

const anna = peerIdSchema.parse('a'.repeat(52));
const bob = peerIdSchema.parse('b'.repeat(52));

test('a block is told as coming until it is here, or comes no more', () => {
  let changes = 0;
  const progress = new Progress(() => {
    changes += 1;
  });
  progress.expectBlocks(3);
  const first = progress.comes(1, anna);
  const second = progress.comes(1, bob);
  expect(progress.toState().blocksComing).toEqual([
    { block: 1, peer: anna },
    { block: 1, peer: bob },
  ]);
  first();
  expect(progress.toState().blocksComing).toEqual([{ block: 1, peer: bob }]);
  progress.finished(1, bob);
  second();
  expect(progress.toState()).toMatchObject({ blocksComing: [], blockSources: [null, bob, null] });
  // It is over already: nothing changes.
  const before = changes;
  second();
  expect(changes).toBe(before);
});

test('what was coming is forgotten with the attempt', () => {
  const progress = new Progress(() => {});
  progress.expectBlocks(1);
  const leave = progress.comes(0, anna);
  progress.restart();
  leave();
  expect(progress.toState().blocksComing).toEqual([]);
});
