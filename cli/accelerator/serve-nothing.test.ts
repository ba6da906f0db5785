import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { runAccelerator } from './run-accelerator.ts';

test.each([[['origin']], [['no-such-remote', 'no-such-remote']]])(
  'git asks for %j: it gets an answer, and no more',
  async (args) => {
    const git = { stdin: new PassThrough(), stdout: new PassThrough(), stderr: new PassThrough() };
    git.stdin.end('capabilities\noption progress true\nlist\nfetch 0 HEAD\n\n\n');
    expect(await runAccelerator(args, git)).toBe(0);
    const answer = String(git.stdout.read());
    expect(answer).toMatch(/^fetch\npush\noption\n\nunsupported\n(?:[0-9a-f]{40} HEAD\n)?\n\n$/);
    expect(String(git.stderr.read())).toMatch(
      new RegExp(`^Shoal: there is no remote called “${args[0]}” here\\. “git fetch \\S+” asks`),
    );
  },
);

test('whoever wants to hear little hears nothing', async () => {
  const git = { stdin: new PassThrough(), stdout: new PassThrough(), stderr: new PassThrough() };
  git.stdin.end('capabilities\noption verbosity 0\nlist\n\n');
  expect(await runAccelerator(['origin'], git)).toBe(0);
  expect(git.stderr.read()).toBeNull();
});
