import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';

const SHOAL = resolve(import.meta.dirname, '../out/main/shoal.js');

test('a reader that has seen enough is no failure', async () => {
  const child = spawn(process.execPath, [SHOAL, '--help'], { stdio: ['ignore', 'pipe', 'pipe'] });
  child.stdout.destroy();
  const [stderr, [status]] = await Promise.all([text(child.stderr), once(child, 'close')]);
  expect(stderr).toBe('');
  expect(status).toBe(0);
});
