import { describe, expect, test } from 'vitest';
import { type Deferred, deferred } from './deferred.ts';
import { FairTurns } from './fair-turns.ts';

/** Works that end when told, and the order in which they have begun. */
class Works {
  readonly begun: string[] = [];
  readonly #ends = new Map<string, Deferred<void>>();
  readonly #turns: FairTurns<string>;
  readonly #abort = new AbortController();

  constructor(turns: FairTurns<string>) {
    this.#turns = turns;
  }

  /** @param name begins with its owner's */
  add(name: string, signal = this.#abort.signal): Promise<void> {
    const end = deferred();
    this.#ends.set(name, end);
    const taken = this.#turns.take(
      () => [name.replace(/\d+$/, '')],
      signal,
      () => {
        this.begun.push(name);
        return end.promise;
      },
    );
    taken.catch(() => {});
    return taken;
  }

  async end(name: string): Promise<void> {
    this.#ends.get(name)?.resolve();
    await settled();
  }
}

const settled = () => new Promise<void>((resolve) => setImmediate(resolve));

const of = (room: number, isStranger?: (owner: string) => boolean) =>
  new Works(new FairTurns({ room, isStranger }));

test('who is patient begins while nothing else is done, one thing at a time', async () => {
  const isPatient = (owner: string) => owner === 'p';
  const works = new Works(new FairTurns({ room: 2, isPatient }));
  for (const name of ['p1', 'p2', 'a1', 'a2', 'a3']) void works.add(name);
  await settled();
  // It was there before the others were; what has begun goes on.
  expect(works.begun).toEqual(['p1', 'a1']);
  await works.end('p1');
  expect(works.begun).toEqual(['p1', 'a1', 'a2']);
  for (const name of ['a1', 'a2']) await works.end(name);
  expect(works.begun).toEqual(['p1', 'a1', 'a2', 'a3']);
  await works.end('a3');
  expect(works.begun.at(-1)).toBe('p2');
});

describe('turns', () => {
  test('whoever is alone has all the room', async () => {
    const works = of(2);
    for (const name of ['a1', 'a2', 'a3']) void works.add(name);
    await settled();
    expect(works.begun).toEqual(['a1', 'a2']);
    await works.end('a1');
    expect(works.begun).toEqual(['a1', 'a2', 'a3']);
  });

  test('another one begins at once, and has half of it from then on', async () => {
    const works = of(2);
    for (const name of ['a1', 'a2', 'a3', 'a4']) void works.add(name);
    for (const name of ['b1', 'b2', 'b3']) void works.add(name);
    await settled();
    expect(works.begun).toEqual(['a1', 'a2', 'b1']);
    await works.end('a1');
    expect(works.begun).toHaveLength(3);
    await works.end('a2');
    await works.end('b1');
    expect(works.begun.slice(3).sort()).toEqual(['a3', 'b2']);
  });

  test('however many come, no more than twice the room is under way', async () => {
    const works = of(2);
    for (const name of 'abcdefg') void works.add(`${name}1`);
    await settled();
    expect(works.begun).toEqual(['a1', 'b1', 'c1', 'd1']);
  });

  test('strangers never take the last place', async () => {
    const works = of(2, (owner) => owner !== 'friend');
    for (const name of 'abcdefg') void works.add(`${name}1`);
    await settled();
    expect(works.begun).toHaveLength(3);
    void works.add('friend1');
    await settled();
    expect(works.begun.at(-1)).toBe('friend1');
  });

  test('what nobody waits for any more never begins', async () => {
    const works = of(1);
    void works.add('a1');
    const abort = new AbortController();
    const second = works.add('a2', abort.signal);
    await settled();
    abort.abort(new Error('gone'));
    await expect(second).rejects.toThrow('gone');
    void works.add('a3');
    await works.end('a1');
    expect(works.begun).toEqual(['a1', 'a3']);
  });

  test('a work that fails leaves its place', async () => {
    const turns = new FairTurns<string>({ room: 1 });
    const { signal } = new AbortController();
    const failing = turns.take(
      () => ['a'],
      signal,
      () => Promise.reject(new Error('no')),
    );
    await expect(failing).rejects.toThrow('no');
    expect(
      await turns.take(
        () => ['a'],
        signal,
        async () => 1,
      ),
    ).toBe(1);
  });
});
