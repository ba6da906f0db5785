import { expect, test } from 'vitest';
import { probeRunner } from './run-probe.ts';

const run = probeRunner(new AbortController().signal);
const node = (script: string) => run(process.execPath, '-e', script);

test('what a program prints, and how it ended', async () => {
  expect(await node('console.log("yes")')).toEqual({ exitCode: 0, stdout: 'yes\n' });
  expect(await node('console.log("no"); process.exit(3)')).toEqual({ exitCode: 3, stdout: 'no\n' });
});

test('a program that is not there, asks for something, or is not wanted any more, ends nothing', async () => {
  expect(await run('shoal-has-no-such-program')).toBeNull();
  expect(await node('process.stdin.on("end", () => process.exit(0)).resume()')).toMatchObject({
    exitCode: 0,
  });
  const controller = new AbortController();
  const waiting = probeRunner(controller.signal)(
    process.execPath,
    '-e',
    'setInterval(() => {}, 1e3)',
  );
  controller.abort();
  expect(await waiting).toBeNull();
});
