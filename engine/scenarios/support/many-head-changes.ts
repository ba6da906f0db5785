import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { git } from '../../testing/git.ts';

/** So many commits on top of `main`, one after the other, made by one process. */
export function commitsAfterMain(path: string, count: number): string[] {
  const who = `Anna <anna@example.invalid> ${Math.floor(Date.now() / 1_000)} +0000`;
  const commits = Array.from({ length: count }, (_, index) => {
    const parent = index === 0 ? 'from refs/heads/main\n' : '';
    const message = `quick ${index}`;
    const data = `data ${message.length}\n${message}\n`;
    return `commit refs/next\nmark :${index + 1}\ncommitter ${who}\n${data}${parent}\n`;
  });
  const marks = join(path, '.git', 'marks');
  git(path, ['fast-import', '--quiet', `--export-marks=${marks}`], commits.join(''));
  // A line for each mark, `:1 <oid>`, in their order.
  return readFileSync(marks, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => line.split(' ')[1] ?? '');
}

/**
 * Moves a ref from one commit to the next, two hundred times a second at most: in a process of its own,
 * since this one has two engines to run, and by a single git, since a busy machine starts few a second.
 */
export async function moveThrough(
  path: string,
  ref: string,
  oids: readonly string[],
): Promise<void> {
  const program = `
    const { spawn } = require('node:child_process');
    const { setTimeout: sleep } = require('node:timers/promises');
    const [ref, ...oids] = process.argv.slice(1);
    const git = spawn('git', ['update-ref', '--stdin'], { stdio: ['pipe', 'ignore', 'inherit'] });
    git.on('exit', (code) => process.exit(code ?? 1));
    (async () => {
      for (const oid of oids) {
        git.stdin.write('start\\nupdate ' + ref + ' ' + oid + '\\ncommit\\n');
        await sleep(5);
      }
      git.stdin.end();
    })();
  `;
  await promisify(execFile)(process.execPath, ['-e', program, ref, ...oids], { cwd: path });
}
