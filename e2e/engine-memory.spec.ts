import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { temporaryFolder } from '../engine/testing/temporary-folder.ts';
import { SEMI_SPACE_MB } from '../host/engine-link/heap-flags.ts';
import { launchApp } from './support/launch-app.ts';

const executablePath = process.env.SHOAL_ELECTRON ?? '';

test.skip(executablePath === '', process.env.SHOAL_ELECTRON_PROBLEM ?? 'SHOAL_ELECTRON is not set');

let folder: string;
test.beforeEach(() => {
  folder = temporaryFolder();
});
test.afterEach(() => rmSync(folder, { recursive: true, force: true }));

const inFolder = (name: string) => join(folder, name);

/** Loaded by the app before its own code: the engine starts as ever, but with the probe beside it. */
function preload(): string {
  const file = inFolder('preload.cjs');
  writeFileSync(
    file,
    `const { utilityProcess } = require('electron');
     const fork = utilityProcess.fork;
     utilityProcess.fork = (entry, args, options) =>
       fork(${JSON.stringify(inFolder('probe.mjs'))}, [entry, ...args], options);`,
  );
  return file;
}

/** In the engine's process: makes many objects, as a busy engine does, and writes down what they took. */
function probe(): void {
  writeFileSync(
    inFolder('probe.mjs'),
    `import { writeFileSync } from 'node:fs';
     import { getHeapSpaceStatistics } from 'node:v8';
     const engine = import(process.argv[2]);
     const live = [];
     const most = { new_space: 0, old_space: 0 };
     for (let i = 0; i < 3_000_000; i += 1) {
       live[i % 300_000] = { i, text: 'number ' + i };
       if (i % 1_000 !== 0) continue;
       for (const { space_name: name, space_size: size } of getHeapSpaceStatistics()) {
         if (name in most) most[name] = Math.max(most[name], size);
       }
     }
     await engine;
     writeFileSync(${JSON.stringify(inFolder('most.json'))}, JSON.stringify(most));`,
  );
}

test('the engine keeps its heap small in a process of Electron’s', async () => {
  probe();
  const app = await launchApp({
    executablePath,
    preloads: [preload()],
    args: [
      ...['--data', inFolder('data'), '--name', 'Smelt'],
      ...['--interface', 'lo', '--listen', '127.0.0.1:0'],
    ],
  });
  try {
    const page = await app.firstWindow();
    // The engine runs: it is the one that was measured.
    await expect(page.getByText('Smelt').first()).toBeVisible();
    const most = () => {
      try {
        return JSON.parse(readFileSync(inFolder('most.json'), 'utf8'));
      } catch {
        return null;
      }
    };
    await expect.poll(most, { timeout: 60_000 }).not.toBeNull();
    // Two halves.
    expect(most().new_space).toBeLessThanOrEqual(2 * SEMI_SPACE_MB * 1024 * 1024);
    // Some 20 MB live; with V8's own growth, 94 are held.
    expect(most().old_space).toBeLessThan(60e6);
  } finally {
    await app.close();
  }
});
