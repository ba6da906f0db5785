import { mkdirSync, rmSync } from 'node:fs';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { CancelledError } from '../../shared/errors.ts';
import type { RepositoryId, SwarmId, TransferId } from '../../shared/ids.ts';
import { DataFolder } from '../store/data-folder.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import type { Job } from './job.ts';
import { TransferLog } from './transfer-log.ts';
import { Transfers } from './transfers.ts';

const ID = '0b7e8f4e-43f8-4f0c-9d3a-0c5f7a6f1d11' as TransferId;
let folder: string;
let transfers: Transfers;

beforeEach(async () => {
  folder = temporaryFolder();
  mkdirSync(folder, { recursive: true });
  transfers = new Transfers(await TransferLog.open(new DataFolder(folder, () => {})));
});
afterEach(async () => {
  await transfers[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true, force: true });
});

/** A job that lasts until it is cancelled. */
function longJob(more: Partial<Job> = {}): Job {
  const swarm = 's'.repeat(52) as SwarmId;
  return {
    description: { id: ID, kind: 'fetch', swarm, name: 'x', path: '/x', isAutomatic: false },
    request: { kind: 'fetch', repository: 'r'.repeat(16) as RepositoryId, peers: [] },
    place: '/x',
    work: (_progress, signal) =>
      new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason));
      }),
    discard: async () => {},
    ...more,
  };
}

test.each<[string, boolean]>([
  ['that the user asked for', false],
  ['that came by itself', true],
])(
  'a transfer %s ends when it is cancelled, also if what it left cannot be removed',
  async (_what, isAutomatic) => {
    const { description } = longJob();
    const job = longJob({
      description: { ...description, isAutomatic },
      discard: async () => {
        throw new Error('the repository is gone');
      },
    });
    const running = transfers.run(job);
    await vi.waitFor(() => expect(transfers.toState(ID)?.phase.state).toBe('asking'));
    transfers.cancel(ID);
    await expect(running).rejects.toThrow(CancelledError);
    const { phase } = transfers.toState(ID) ?? { phase: null };
    expect(phase).toEqual(isAutomatic ? null : { state: 'cancelled' });
  },
);
