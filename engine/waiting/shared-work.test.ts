import { expect, test } from 'vitest';
import { deferred } from './deferred.ts';
import { FairTurns } from './fair-turns.ts';
import { SharedWork } from './shared-work.ts';

const settled = () => new Promise<void>((resolve) => setImmediate(resolve));

/** A work that ends when told, and what has become of it. */
function work() {
  const end = deferred<string>();
  const told = { begun: 0, aborted: false };
  const shared = new SharedWork<string, string>(new FairTurns({ room: 1 }), (signal) => {
    told.begun += 1;
    signal.addEventListener('abort', () => {
      told.aborted = true;
      end.reject(signal.reason);
    });
    return end.promise;
  });
  return { shared, told, end };
}

function taker(peer: string) {
  const abort = new AbortController();
  return { peer, signal: abort.signal, leave: () => abort.abort(new Error('gone')) };
}

test('it begins when somebody comes, and once for all', async () => {
  const { shared, told, end } = work();
  await settled();
  expect(told.begun).toBe(0);
  const places = [shared.join(taker('a')), shared.join(taker('b'))];
  end.resolve('done');
  expect(await Promise.all(places.map(({ result }) => result))).toEqual(['done', 'done']);
  expect(told).toEqual({ begun: 1, aborted: false });
  expect(shared.isDone).toBe(true);
});

test('it goes on as long as one waits, and ends with the last', async () => {
  const { shared, told } = work();
  const [a, b] = [taker('a'), taker('b')];
  const first = shared.join(a);
  const second = shared.join(b);
  a.leave();
  await expect(first.result).rejects.toThrow('gone');
  expect(told).toEqual({ begun: 1, aborted: false });
  second[Symbol.dispose]();
  await settled();
  expect(told.aborted).toBe(true);
  expect(shared.isOver).toBe(true);
});

test('what is done stays when those who waited have left', async () => {
  const { shared, told, end } = work();
  const place = shared.join(taker('a'));
  end.resolve('done');
  await place.result;
  place[Symbol.dispose]();
  expect(await shared.join(taker('b')).result).toBe('done');
  expect(told).toEqual({ begun: 1, aborted: false });
});

test('a failure is told to all who wait', async () => {
  const { shared, end } = work();
  const places = [shared.join(taker('a')), shared.join(taker('b'))];
  end.reject(new Error('broken'));
  for (const { result } of places) await expect(result).rejects.toThrow('broken');
  expect(shared.isOver).toBe(true);
});
