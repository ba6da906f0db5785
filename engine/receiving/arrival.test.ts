import { expect, test } from 'vitest';
import type { PartialBlock } from '../asking/partial-block.ts';
import { Arrival } from './arrival.ts';
import { Races } from './lane.ts';

const block = { strip: 1, from: 0, to: 4 };

test('a block that is here stops who else brings it, and not what follows it', async () => {
  const races = new Races();
  const part = { block } as PartialBlock;
  const arrivalOf = (race: AbortController) => {
    const arrival = new Arrival({
      begin: () => part,
      restart: () => part,
      complete: async () => races.end(block),
      onBytes: () => {},
    });
    arrival.onBlock((each) => races.enter(each, race));
    arrival.begin(block, 'checksum');
    return arrival;
  };
  const [mine, theirs] = [new AbortController(), new AbortController()];
  const arrival = arrivalOf(mine);
  arrivalOf(theirs);
  await arrival.complete(part, null);
  expect(theirs.signal.aborted).toBe(true);
  expect(mine.signal.aborted).toBe(false);
  expect(arrival.part).toBeNull();
});
