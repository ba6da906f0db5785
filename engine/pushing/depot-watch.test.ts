import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { RemoteCopy } from '../asking/remote-copy.ts';
import type { Sources } from '../asking/sources.ts';
import { OtherStoryError } from '../errors/pushing.ts';
import type { Repositories } from '../repositories/repositories.ts';
import type { DepotChains } from './depot-chains.ts';
import { DepotWatch } from './depot-watch.ts';

const COPY = { peer: { id: 'depot' }, shared: { id: 'copy', heads: [] } } as unknown as RemoteCopy;

let doubts: string[];
let vet: ReturnType<typeof vi.fn<(copy: RemoteCopy) => Promise<void>>>;
let problems: unknown[];
let watch: DepotWatch;

beforeEach(() => {
  vi.useFakeTimers();
  doubts = [];
  problems = [];
  vet = vi.fn(async () => {});
  watch = new DepotWatch({
    repositories: { all: [] } as unknown as Repositories,
    sources: { copiesRelatedTo: () => [COPY], vet } as unknown as Sources,
    chains: {
      ofDepots: (copies: readonly RemoteCopy[]) => copies,
      besides: () => ({ doubts: [...doubts], settled: 0, isLate: false }),
      lateFor: () => 0,
    } as unknown as DepotChains,
    onProblem: (problem) => problems.push(problem),
  });
});
afterEach(async () => {
  await watch[Symbol.asyncDispose]();
  vi.useRealTimers();
});

async function look(ms = 1_000): Promise<void> {
  watch.look();
  await vi.advanceTimersByTimeAsync(ms);
}

test('what shows the same is not looked at again', async () => {
  await look();
  await look();
  expect(vet).toHaveBeenCalledTimes(1);
  doubts = ['of Bob'];
  await look();
  expect(vet).toHaveBeenCalledTimes(2);
});

test('what others say while a depot is looked at is weighed by one more look', async () => {
  vet.mockImplementationOnce(async () => {
    doubts = ['of Bob'];
  });
  vet.mockImplementation(() => Promise.reject(new OtherStoryError('Depot', 4, 0)));
  await look();
  expect(vet).toHaveBeenCalledTimes(2);
  expect(problems.at(-1)).toMatchObject({ sentence: expect.stringContaining('Depot') });
});

test('a depot that does not answer is looked at again', async () => {
  vet.mockImplementationOnce(() => Promise.reject(new Error('no answer')));
  await look();
  expect(vet).toHaveBeenCalledTimes(1);
  await vi.advanceTimersByTimeAsync(30_000);
  expect(vet).toHaveBeenCalledTimes(2);
  await vi.advanceTimersByTimeAsync(300_000);
  expect(vet).toHaveBeenCalledTimes(2);
});
