import { execFileSync } from 'node:child_process';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SmallDisk, smallDiskObstacle } from '../testing/small-disk.ts';
import { BusyLife } from './support/busy-life.ts';
import { TestEngine } from './support/test-engine.ts';

let life: BusyLife;

beforeAll(async () => {
  life = await BusyLife.lead();
});
afterAll(() => life[Symbol.dispose]());

const ONE_LINE = expect.stringMatching(/^[^\n]+\.$/);

describe.skipIf(smallDiskObstacle() !== null)('a data folder on a disk that is', () => {
  async function onDisk(bytes: number, work: (disk: SmallDisk) => Promise<void>): Promise<void> {
    const disk = SmallDisk.make(bytes);
    try {
      await work(disk);
    } finally {
      disk[Symbol.dispose]();
    }
  }

  test('full: it starts and says so, and writes down what changed once there is room', async () => {
    await onDisk(8 * 1024 * 1024, async (disk) => {
      cpSync(life.data, join(disk.path, 'data'), { recursive: true });
      disk.leave(0);
      const engine = await TestEngine.start('Anna', disk.path);
      // The start has removed caches, and made a little room.
      disk.leave(0);
      const change = engine.call('notifications.set', { isMuted: false });
      await expect(change).rejects.toMatchObject({ code: 'disk-full', message: ONE_LINE });
      await engine.until(({ problems }) => problems.unwritten !== undefined, 'it is told');
      expect(engine.state.problems.unwritten).toEqual({
        code: 'disk-full',
        sentence: expect.stringMatching(/^The disk [^\n]+ full\. [^\n]+\.$/),
      });
      disk.makeRoom();
      await engine.until(({ problems }) => problems.unwritten === undefined, 'it is over');
      const text = readFileSync(join(disk.path, 'data', 'notifications.json'), 'utf8');
      expect(JSON.parse(text)).toEqual({ isMuted: false });
      await engine.engine[Symbol.asyncDispose]();
    });
  });

  test('read-only: it says so in one line', async () => {
    await onDisk(8 * 1024 * 1024, async (disk) => {
      cpSync(life.data, join(disk.path, 'data'), { recursive: true });
      execFileSync('mount', ['-o', 'remount,ro', disk.path]);
      const start = TestEngine.start('Anna', disk.path);
      await expect(start).rejects.toMatchObject({ code: 'read-only', message: ONE_LINE });
    });
  });

  test('made read-only while it runs: it says so, and goes on', async () => {
    await onDisk(8 * 1024 * 1024, async (disk) => {
      cpSync(life.data, join(disk.path, 'data'), { recursive: true });
      const engine = await TestEngine.start('Anna', disk.path);
      execFileSync('mount', ['-o', 'remount,ro', disk.path]);
      const change = engine.call('notifications.set', { isMuted: false });
      await expect(change).rejects.toMatchObject({ code: 'read-only', message: ONE_LINE });
      await engine.until(({ problems }) => problems.unwritten !== undefined, 'it is told');
      execFileSync('mount', ['-o', 'remount,rw', disk.path]);
      await engine.until(({ problems }) => problems.unwritten === undefined, 'it is over');
      await engine.engine[Symbol.asyncDispose]();
    });
  });

  test('full before there is anything: it says so in one line', async () => {
    await onDisk(64 * 1024, async (disk) => {
      disk.leave(0);
      const start = TestEngine.start('Anna', disk.path);
      await expect(start).rejects.toMatchObject({ code: 'disk-full', message: ONE_LINE });
    });
  });
});

test.each(['', 'below'])('a file in its place is told in one line: %j', async (below) => {
  const path = join(life.folder, `a-file${below}`);
  writeFileSync(path, '');
  const start = TestEngine.start('Anna', join(path, below));
  await expect(start).rejects.toMatchObject({ code: 'not-a-folder', message: ONE_LINE });
});
