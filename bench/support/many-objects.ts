import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

const COMMITS = 200_000;
/** New files of a commit, all in folders of their own kind. */
const FILES = 7;
const FOLDERS = 1_000;
/** One commit, its root tree, the tree that its files are in, and the files. */
export const OBJECTS = COMMITS * (3 + FILES);

/** A repository of two million small objects. */
export async function buildManyObjects(directory: string): Promise<void> {
  mkdirSync(directory, { recursive: true });
  execFileSync('git', ['init', '--quiet', '--bare', '--initial-branch=main', directory]);
  const git = spawn('git', ['fast-import', '--quiet'], {
    cwd: directory,
    stdio: ['pipe', 'ignore', 'inherit'],
  });
  const ended = new Promise<void>((resolve, reject) => {
    git.once('close', (code) => {
      if (code === 0) resolve();
      else reject(new Error('git fast-import failed'));
    });
  });
  await pipeline(Readable.from(commits()), git.stdin);
  await ended;
}

function* commits(): Generator<string> {
  for (let index = 0; index < COMMITS; index += 1) {
    const message = `Change ${index}\n`;
    const lines = [
      'commit refs/heads/main',
      `committer Anna Example <anna@example.invalid> ${1_600_000_000 + index * 60} +0000`,
      `data ${message.length}`,
      message,
    ];
    const folder = index % FOLDERS;
    // Each commit replaces what is in one folder, so that no tree grows.
    for (let file = 0; file < FILES; file += 1) {
      const content = `version ${index} of file ${file}\n`;
      lines.push(
        `M 100644 inline folder-${folder}/file-${file}.txt`,
        `data ${content.length}`,
        content,
      );
    }
    yield `${lines.join('\n')}\n`;
  }
}
