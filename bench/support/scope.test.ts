import { expect, test } from 'vitest';
import { Scope } from './scope.ts';

function thing(name: string, ended: string[], fails = false): AsyncDisposable {
  return {
    [Symbol.asyncDispose]: async () => {
      ended.push(name);
      if (fails) throw new Error(`${name} does not end`);
    },
  };
}

test('everything ends, the latest first, even where one fails to', async () => {
  const ended: string[] = [];
  const scope = new Scope();
  await scope.use(thing('first', ended));
  await scope.use(thing('second', ended, true));
  await scope.use(thing('third', ended));
  await expect(scope[Symbol.asyncDispose]()).rejects.toThrow('not everything was ended');
  expect(ended).toEqual(['third', 'second', 'first']);
});

test('whoever ends it once more waits until all has ended', async () => {
  const ended: string[] = [];
  const scope = new Scope();
  await scope.use({
    [Symbol.asyncDispose]: async () => {
      await new Promise((resolve) => setTimeout(resolve, 20));
      ended.push('slow');
    },
  });
  const first = scope[Symbol.asyncDispose]();
  await scope[Symbol.asyncDispose]();
  expect(ended).toEqual(['slow']);
  await first;
});

test('what belongs to a part of the work ends with that part, also when it fails', async () => {
  const ended: string[] = [];
  const scope = new Scope();
  await scope.use(thing('outer', ended));
  const part = scope.within(async (inner) => {
    await inner.use(thing('inner', ended));
    throw new Error('the part failed');
  });
  await expect(part).rejects.toThrow('the part failed');
  expect(ended).toEqual(['inner']);
});

test('what belongs to the whole ends after all its parts', async () => {
  const ended: string[] = [];
  const scope = new Scope();
  await scope.use(thing('outer', ended));
  await scope.within((inner) =>
    inner.within(async (innermost) => {
      innermost.onWholeEnd(() => ended.push('whole'));
      await innermost.use(thing('inner', ended));
    }),
  );
  expect(ended).toEqual(['inner']);
  await scope[Symbol.asyncDispose]();
  expect(ended).toEqual(['inner', 'outer', 'whole']);
});

test('what was still being started when everything ended is ended, too', async () => {
  const ended: string[] = [];
  const scope = new Scope();
  let finish = (_made: AsyncDisposable) => {};
  const using = scope.use(
    new Promise<AsyncDisposable>((resolve) => {
      finish = resolve;
    }),
  );
  await scope[Symbol.asyncDispose]();
  finish(thing('late', ended));
  await expect(using).rejects.toThrow('ended');
  expect(ended).toEqual(['late']);
});
