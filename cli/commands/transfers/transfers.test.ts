import { expect, test, vi } from 'vitest';
import type { Transfer, TransferPhase } from '../../../shared/api/state.ts';
import { transferIdSchema } from '../../../shared/ids.ts';
import { otter, start, swarm } from '../../fake-room.ts';

function transfer(start: string, phase: TransferPhase): Transfer {
  return {
    id: transferIdSchema.parse(`${start.padEnd(8, '0')}-0000-4000-8000-000000000000`),
    kind: 'clone',
    swarm: swarm.id,
    name: 'harbour-map',
    path: '/home/me/harbour-map',
    isAutomatic: false,
    startedAt: 0,
    phase,
    progress: {
      bytes: 400,
      estimatedBytes: 1_000,
      blocks: 4,
      blocksDone: 1,
      blockSources: [otter.id, null, null, null],
      blocksComing: [],
      keptBytes: 100,
      peers: [{ id: otter.id, bytes: 400, dropped: null }],
    },
  };
}

const moving = transfer('abcd1', { state: 'receiving' });
const halted = transfer('abcd2', { state: 'paused' });
const gone = transfer('beef', {
  state: 'failed',
  code: 'gone',
  sentence: 'Otter left.',
  isFinal: false,
});

async function startWithTransfers(handlers: Parameters<typeof start>[0] = {}) {
  const node = await start(handlers);
  for (const value of [moving, halted, gone]) {
    node.change({ set: 'transfers', key: value.id, value });
  }
  await vi.waitFor(() => expect(node.state().transfers).toHaveProperty(gone.id));
  return node;
}

test('transfers lists each by the start of its id', async () => {
  const { run } = await startWithTransfers();
  expect((await run('transfers')).stdout).toBe(
    [
      'abcd1000  clone harbour-map: Receiving 50 %, 1 of 4 blocks, 400 B, 100 B were here already',
      'abcd2000  clone harbour-map: Paused, 50 % here, 500 B',
      'beef0000  clone harbour-map: Otter left.',
      '',
    ].join('\n'),
  );
  const { transfers } = JSON.parse((await run('transfers', '--json')).stdout);
  expect(transfers).toEqual([moving, halted, gone]);
});

test('a transfer is paused, resumed, tried again and cancelled by the start of its id', async () => {
  const commands = ['pause', 'resume', 'retry', 'cancel'] as const;
  const { run, called } = await startWithTransfers(
    Object.fromEntries(commands.map((name) => [`transfers.${name}`, () => {}])),
  );
  expect(await run('pause', 'abcd1')).toEqual({
    status: 0,
    stdout: 'harbour-map is paused; what is here is kept.\n',
    stderr: '',
  });
  expect(await run('resume', halted.id)).toMatchObject({ status: 0 });
  expect(await run('retry', 'BEEF')).toMatchObject({ status: 0 });
  const cancelled = await run('cancel', 'abcd2', '--json');
  expect(JSON.parse(cancelled.stdout)).toEqual({
    transfer: { id: halted.id, kind: 'clone', name: 'harbour-map', path: '/home/me/harbour-map' },
  });
  expect(commands.map((name) => called(`transfers.${name}`))).toEqual([
    [{ transfer: moving.id }],
    [{ transfer: halted.id }],
    [{ transfer: gone.id }],
    [{ transfer: halted.id }],
  ]);
});

test('what cannot be done about a transfer is refused, with the reason', async () => {
  const { run, called } = await startWithTransfers({ 'transfers.pause': () => {} });
  expect(await run('pause', 'beef')).toMatchObject({
    status: 1,
    stderr: 'shoal: harbour-map cannot be paused now: Otter left.\n',
  });
  expect((await run('pause', 'abcd')).stderr).toContain('Type more of the id.');
  expect((await run('pause', 'ffff')).stderr).toContain('`shoal transfers` lists them.');
  expect(called('transfers.pause')).toEqual([]);
});

test('limits are shown, and changed one by one', async () => {
  const { run, called, change, state } = await start({ 'limits.set': () => {} });
  expect((await run('limits')).stdout).toBe(
    'Upload    no limit in all, no limit to each teammate\n' +
      'Download  no limit in all, no limit from each teammate\n',
  );
  expect(called('limits.set')).toEqual([]);

  const set = { upload: 5_000_000, uploadPerPeer: 500_000, download: null, downloadPerPeer: null };
  const changed = await run('limits', '--upload', '5', '--upload-per-peer', '0.5', '--json');
  expect(JSON.parse(changed.stdout)).toEqual({ limits: set });
  change({ set: 'limits', value: set });
  await vi.waitFor(() => expect(state().limits).toEqual(set));
  expect((await run('limits', '--upload', 'off', '--download', '20')).stdout).toBe(
    'Upload    no limit in all, 0.5 MB/s to each teammate\n' +
      'Download  20 MB/s in all, no limit from each teammate\n',
  );
  await run('limits', '--upload-per-peer', '0');
  expect(called('limits.set')).toEqual([
    set,
    { ...set, upload: null, download: 20_000_000 },
    { ...set, uploadPerPeer: null },
  ]);
});

test('a limit that is no speed is a wrong use', async () => {
  const { run, called } = await start({ 'limits.set': () => {} });
  expect(await run('limits', '--download-per-peer', 'fast')).toMatchObject({
    status: 2,
    stderr: 'shoal: --download-per-peer: Type a number, as in 5 or 0.5.\n',
  });
  expect(await run('limits', '--upload', '-3')).toMatchObject({ status: 2 });
  expect(called('limits.set')).toEqual([]);
});
