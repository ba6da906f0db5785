import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { waitForExit } from './engine-process.ts';
import { WorkerThreadLauncher } from './worker-thread-launcher.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'shoal-launcher-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function launch(source: string) {
  const entry = join(folder, `${Math.random().toString(36).slice(2)}.mjs`);
  await writeFile(entry, `import { parentPort } from 'node:worker_threads';\n${source}`);
  return new WorkerThreadLauncher(entry).launch();
}

test('carries messages both ways', async () => {
  const engine = await launch(
    "parentPort.on('message', (m) => parentPort.postMessage({ got: m }))",
  );
  const answer = new Promise((resolve) => engine.channel.onMessage(resolve));
  engine.channel.send({ hello: 'there' });
  expect(await answer).toEqual({ got: { hello: 'there' } });
  engine.kill();
  await engine.exited;
});

test('tells why an engine went', async () => {
  expect(await (await launch('')).exited).toEqual({ reason: 'ended' });
  expect(await (await launch('process.exit(3)')).exited).toEqual({ reason: 'crashed', code: 3 });
  expect(await (await launch("throw new Error('broken')")).exited).toMatchObject({
    reason: 'failed',
    error: { message: 'broken' },
  });
  expect(await new WorkerThreadLauncher(join(folder, 'missing.mjs')).launch().exited).toMatchObject(
    { reason: 'failed' },
  );
});

test('kills an engine that does not go by itself', async () => {
  const engine = await launch("parentPort.on('message', () => {})");
  expect(await waitForExit(engine, 50)).toBe(false);
  await engine.exited;
});

test('what lives longer grows by half until it is gone through again, and not to four times its size', async () => {
  const engine = await launch(
    `import { getHeapSpaceStatistics } from 'node:v8';
     const live = [];
     let most = 0;
     for (let i = 0; i < 3_000_000; i += 1) {
       live[i % 300_000] = { i, text: 'number ' + i };
       if (i % 1_000 !== 0) continue;
       const space = getHeapSpaceStatistics().find(({ space_name }) => space_name === 'old_space');
       most = Math.max(most, space.space_size);
     }
     parentPort.postMessage(most);`,
  );
  const most = new Promise((resolve) => engine.channel.onMessage(resolve));
  // Some 35 MB live; with V8's own growth, 150 are held.
  expect(await most).toBeLessThan(90e6);
  await engine.exited;
});
