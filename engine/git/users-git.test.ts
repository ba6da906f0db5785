import { expect, test } from 'vitest';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { runUsersGit, saysUnreachable } from './users-git.ts';

test.each([
  "fatal: unable to access 'http://x/': Failed to connect to x port 80 after 0 ms: Couldn't connect to server",
  "fatal: unable to access 'https://x/': Could not resolve host: x",
  "fatal: unable to access 'https://x/': The requested URL returned error: 503",
  'ssh: connect to host x port 22: Connection refused\nfatal: Could not read from remote repository.',
  'ssh: Could not resolve hostname x: Name or service not known',
  'fatal: unable to look up x (port 9418) (Name or service not known)',
  'error: RPC failed; curl 18 transfer closed\nfatal: early EOF',
])('%s: it is down', (stderr) => expect(saysUnreachable(stderr)).toBe(true));

test.each([
  "fatal: Authentication failed for 'https://x/'",
  "fatal: repository 'https://x/' not found",
  "fatal: unable to access 'https://x/': The requested URL returned error: 403",
  'git@x: Permission denied (publickey).\nfatal: the remote end hung up unexpectedly',
  "fatal: could not read Username for 'https://x': terminal prompts disabled",
  "fatal: destination path 'x' already exists and is not an empty directory.",
])('%s: it answers', (stderr) => expect(saysUnreachable(stderr)).toBe(false));

test('git runs with the user’s settings, and its words are passed on', async () => {
  const cwd = temporaryFolder();
  const { signal } = new AbortController();
  const written: string[] = [];
  const stderr = { write: (bytes: Uint8Array) => written.push(Buffer.from(bytes).toString()) };
  const { exitCode, stderr: said } = await runUsersGit(['clone', './nothing', 'x'], {
    ...{ cwd, signal, terminal: { stderr } },
  });
  expect(exitCode).toBe(128);
  expect(said).toContain('does not exist');
  expect(written.join('')).toBe(said);
});
