import { spawnSync } from 'node:child_process';
import { Command } from 'commander';
import { expect, test } from 'vitest';
import { runCommand } from '../fake-node.ts';
import { manualPage } from './manual-page.ts';
import { outlineOf } from './outline.ts';

const isThere = spawnSync('mandoc', ['/dev/null']).error === undefined;

function rendered(page: string): { complaints: string; text: string } {
  const lint = spawnSync('mandoc', ['-T', 'lint', '-W', 'warning'], { input: page });
  const shown = spawnSync('mandoc', ['-T', 'utf8', '-O', 'width=500'], { input: page });
  // Bold letters are typed twice, as on a typewriter.
  const [first = '', ...typedTwice] = shown.stdout.toString().split('\b');
  const text = typedTwice.reduce((before, after) => before.slice(0, -1) + after, first);
  return { complaints: lint.stdout.toString(), text };
}

test.skipIf(!isThere)('mandoc finds no fault with the page, which has every command', async () => {
  const { stdout, status } = await runCommand(['manual'], '/');
  expect(status).toBe(0);
  const { complaints, text } = rendered(stdout);
  expect(complaints).toBe('');
  expect(text).toMatch(/^SHOAL\(1\)/);
  expect(text).toContain('share [options] <path>');
  expect(text).toContain('git enable [options] [host...]');
  expect(text).toContain('--upload-per-peer <mb>');
  expect(text).toMatch(/--share \[who\]\s+share it back once it is here: everyone, or trusted/);
  expect(text).not.toMatch(/^ +manual/m);
});

test.skipIf(!isThere)('what looks like a request is text', () => {
  const odd = new Command('odd')
    .description('.so /etc/passwd')
    .addCommand(new Command('x').description('\'\\" not a comment').argument('<y>', '.TH \\n(.g'));
  const page = manualPage(outlineOf(odd), { version: '1', date: '2026-11-29' });
  const { complaints, text } = rendered(page);
  expect(complaints).toBe('');
  expect(text).toContain('.so /etc/passwd');
  expect(text).toContain('\'\\" not a comment');
  expect(text).toContain('.TH \\n(.g');
});
