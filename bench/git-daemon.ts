import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { basename, dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { git } from '../e2e/support/git.ts';

/** A `git daemon` on loopback that serves one repository. */
export class GitDaemon implements AsyncDisposable {
  readonly url: string;
  readonly #child: ReturnType<typeof spawn>;

  private constructor(url: string, child: ReturnType<typeof spawn>) {
    this.url = url;
    this.#child = child;
  }

  static async start(repository: string): Promise<GitDaemon> {
    const port = await freePort();
    const child = spawn(
      'git',
      [
        ...['daemon', '--listen=127.0.0.1', `--port=${port}`, '--export-all', '--reuseaddr'],
        ...[`--base-path=${dirname(repository)}`, dirname(repository)],
      ],
      // A group of its own: the daemon is a child of git.
      { stdio: 'ignore', detached: true, env: { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null' } },
    );
    const daemon = new GitDaemon(`git://127.0.0.1:${port}/${basename(repository)}`, child);
    for (let attempt = 0; attempt < 50; attempt += 1) {
      try {
        git('/', ['ls-remote', '--quiet', daemon.url, 'HEAD']);
        return daemon;
      } catch {
        await sleep(100);
      }
    }
    await daemon[Symbol.asyncDispose]();
    throw new Error('git daemon did not start');
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#child.pid !== undefined && this.#child.exitCode === null) {
      process.kill(-this.#child.pid, 'SIGTERM');
    }
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        resolve(typeof address === 'object' && address !== null ? address.port : 0),
      );
    });
  });
}
