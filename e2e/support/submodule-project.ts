import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { git } from '../../engine/testing/git.ts';

/** Makes `library.git`, and `parent.git` with it as a submodule, named by where it is from there. */
export function makeSubmoduleProject(scratch: string, served: string): void {
  const library = join(scratch, 'library');
  const parent = join(scratch, 'parent');
  for (const path of [library, parent]) {
    mkdirSync(path);
    git(path, ['init', '--quiet', '--initial-branch=main']);
  }
  git(library, ['commit', '--quiet', '--allow-empty', '-m', 'a library']);
  const settings = '[submodule "lib"]\n\tpath = lib\n\turl = ../library.git\n';
  writeFileSync(join(parent, '.gitmodules'), settings);
  const tip = git(library, ['rev-parse', 'main']);
  git(parent, ['add', '.gitmodules']);
  git(parent, ['update-index', '--add', '--cacheinfo', `160000,${tip},lib`]);
  git(parent, ['commit', '--quiet', '-m', 'with a library']);
  for (const path of [library, parent]) {
    git(scratch, [
      'clone',
      '--quiet',
      '--bare',
      path,
      join(served, `${path.split('/').at(-1)}.git`),
    ]);
  }
}
