import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from 'vitest';

const RUN = JSON.stringify(new URL('run.mjs', import.meta.url).href);
/** Tells each SIGINT, and ends when a line is typed. */
const PROGRAM = `
  process.on('SIGINT', () => console.log('told'));
  process.stdin.once('data', () => process.exit());
  console.log('ready');
`;
const RUNNER = `
  const { runNode } = await import(${RUN});
  await runNode(['-e', ${JSON.stringify(PROGRAM)}]);
`;

/** @param {(text: string) => boolean} holds of all that it has said */
async function until(said, stream, holds) {
  while (!holds(said.text)) said.text += (await once(stream, 'data'))[0];
}

const told = (text) => text.split('told').length - 1;

test.runIf(process.platform === 'linux')('Ctrl-C in a terminal is told once', async () => {
  // A terminal of its own, as script(1) gives it.
  const command = `'${process.execPath}' --input-type=module -e '${RUNNER.replaceAll("'", `'\\''`)}'`;
  const terminal = spawn('script', ['-qec', command, '/dev/null']);
  const said = { text: '' };
  await until(said, terminal.stdout, (text) => text.includes('ready'));
  terminal.stdin.write('\x03');
  await until(said, terminal.stdout, (text) => told(text) > 0);
  const ended = once(terminal, 'close');
  terminal.stdout.on('data', (text) => {
    said.text += text;
  });
  terminal.stdin.write('\n');
  await ended;
  expect(told(said.text)).toBe(1);
});

test.skipIf(process.platform === 'win32')('a signal to the runner alone is passed on', async () => {
  const runner = spawn(process.execPath, ['--input-type=module', '-e', RUNNER]);
  const said = { text: '' };
  await until(said, runner.stdout, (text) => text.includes('ready'));
  runner.kill('SIGINT');
  await until(said, runner.stdout, (text) => told(text) > 0);
  const ended = once(runner, 'close');
  runner.stdin.write('\n');
  await ended;
});
