import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterEach, expect, test } from 'vitest';
import {
  childrenProcessorSeconds,
  endedProcessorSeconds,
  treeProcessorSeconds,
} from './process-use.ts';

/** Works for this long, in milliseconds of processor time, and says so. */
const WORK = `
  const used = () => process.cpuUsage().user + process.cpuUsage().system;
  const work = (ms) => {
    for (const from = used(); used() - from < ms * 1000; );
  };
`;
const running = new Set<ChildProcess>();

afterEach(() => {
  for (const child of running) child.kill('SIGKILL');
  running.clear();
});

/** Starts a program of Node, and waits until it has written something. */
async function started(code: string): Promise<ChildProcess & { readonly pid: number }> {
  const child = spawn(process.execPath, ['-e', WORK + code], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  running.add(child);
  await once(child.stdout, 'data');
  if (child.pid === undefined) throw new Error('it did not start');
  return child as ChildProcess & { readonly pid: number };
}

const OF_ITS_OWN = 'work(300); console.log("done"); process.stdin.resume();';

test.runIf(process.platform === 'linux')(
  'what a program has started counts, while it runs and when it has ended',
  async () => {
    const parent = await started(`
      const { spawn, spawnSync } = require('node:child_process');
      const code = ${JSON.stringify(WORK + OF_ITS_OWN)};
      spawnSync(process.execPath, ['-e', code], { stdio: ['ignore', 'ignore', 'inherit'] });
      spawn(process.execPath, ['-e', code], { stdio: ['pipe', 'inherit', 'inherit'] });
    `);
    expect(endedProcessorSeconds(parent.pid)).toBeGreaterThanOrEqual(0.3);
    expect(treeProcessorSeconds(parent.pid)).toBeGreaterThanOrEqual(0.6);
    expect(childrenProcessorSeconds(process.pid).get(parent.pid)).toBeGreaterThanOrEqual(0.6);
    const child = childrenProcessorSeconds(parent.pid);
    expect([...child.values()].filter((seconds) => seconds >= 0.3)).toHaveLength(1);
  },
);

test.runIf(process.platform === 'linux')('a program that is gone has used nothing', async () => {
  const child = await started(OF_ITS_OWN);
  child.kill('SIGKILL');
  await once(child, 'exit');
  expect(treeProcessorSeconds(child.pid)).toBe(0);
  expect(childrenProcessorSeconds(process.pid).has(child.pid)).toBe(false);
});
