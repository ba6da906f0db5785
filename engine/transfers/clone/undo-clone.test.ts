import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { buildRepository } from '../../testing/build-repository.ts';
import { temporaryFolder } from '../../testing/temporary-folder.ts';
import { undoClone } from './undo-clone.ts';

let folder: string;
let clone: string;

beforeEach(() => {
  folder = temporaryFolder();
  clone = join(folder, 'clone');
  buildRepository(clone, { commits: 2 });
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** As git that maintains a repository in the background: it takes a while until it sees that this is none any more. */
const MAINTENANCE = `
  new() { i=$((i + 1)); : > .git/objects/pack/tmp_pack_$i; }
  i=0; new; echo ready
  while test -e .git/HEAD; do new; done
  last=$((i + 200)); while test $i -lt $last; do new; done
`;

test.skipIf(process.platform === 'win32')(
  'a clone goes, though git still has work in it, and what the user made stays',
  async () => {
    writeFileSync(join(clone, 'mine.txt'), 'mine');
    const maintenance = spawn('sh', ['-c', MAINTENANCE], { cwd: clone });
    const ended = once(maintenance, 'exit');
    await once(maintenance.stdout, 'data');
    expect(await undoClone(clone)).toBe(1);
    await ended;
    expect(existsSync(join(clone, '.git'))).toBe(false);
  },
);
