import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { InvalidRequestError, RemoteError } from '../shared/errors.ts';
import { runCommand } from './fake-node.ts';
import { start } from './fake-room.ts';

test('an error is one line on stderr, and with --json an object on stdout', async () => {
  const { run } = await start({
    'repositories.add': () => {
      throw new InvalidRequestError('/x is not a git repository.');
    },
  });
  expect(await run('fetch', '--json')).toEqual({
    status: 1,
    stdout: '{"error":{"code":"invalid-request","sentence":"/x is not a git repository."}}\n',
    stderr: 'shoal: /x is not a git repository.\n',
  });
});

test('of a fault of Shoal itself that says no more, there is one line as well', async () => {
  const { run } = await start({
    'repositories.add': () => {
      throw new RemoteError('internal', 'Something went wrong inside Shoal.');
    },
  });
  expect(await run('fetch')).toMatchObject({
    status: 1,
    stderr: 'shoal: Something went wrong inside Shoal.\n',
  });
});

test('says what to do when no node runs', async () => {
  const folder = join(tmpdir(), 'shoal-cli-nobody');
  const asked = await runCommand(['status', '--data', folder], folder);
  expect(asked).toMatchObject({ status: 1, stdout: '' });
  expect(asked.stderr).toMatch(/^shoal: Shoal is not running .*`shoal serve`\.\n$/);
});

test.each([
  [['frobnicate']],
  [['share']],
  [['nearby', '--wait', 'soon']],
  [['serve', '--listen', 'nowhere']],
  [['serve', '--ui', '70000']],
  [['nearby', '--colour']],
  [[]],
])('what is not understood ends with status 2: %j', async (args) => {
  const asked = await runCommand(args, '/');
  expect(asked.status).toBe(2);
  expect(asked.stdout).toBe('');
  expect(asked.stderr).not.toBe('');
});

test('help and version are no errors', async () => {
  expect(await runCommand(['--version'], '/')).toMatchObject({ status: 0, stdout: '1.2.3\n' });
  const help = await runCommand(['help', 'fetch'], '/');
  expect(help.status).toBe(0);
  expect(help.stdout).toContain('[PATH] [PEER…]');
});
