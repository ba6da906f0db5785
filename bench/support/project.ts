import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { buildRepository, type RepositoryPlan } from '../../engine/testing/build-repository.ts';
import { git } from '../../engine/testing/git.ts';
import type { BenchOptions } from './options.ts';
import type { Say } from './report.ts';
import type { Scope } from './scope.ts';
import { scratchFolder } from './scratch.ts';

/** How a copy is packed; a peer's own choice, and never the same for two. */
export interface Packing {
  readonly window: number;
  readonly depth: number;
}

/** What `git repack` does unless told otherwise. */
export const USUAL_PACKING: Packing = { window: 10, depth: 50 };

/** How many times the history of a built project was pushed to its server. */
const PUSHES = 60;

/** Where built repositories stay for the next run. */
const BUILT = join(tmpdir(), 'shoal-bench');

/** A repository of a kind of its own. */
export async function builtOnce(
  name: string,
  say: Say,
  build: (directory: string) => Promise<void>,
): Promise<string> {
  const path = join(BUILT, name);
  if (existsSync(path)) return path;
  say('building a repository to measure with…');
  rmSync(unfinished(path), { recursive: true, force: true });
  await build(unfinished(path));
  renameSync(unfinished(path), path);
  return path;
}

/** The project that is measured with, and copies of it as different machines have them. */
export class Project {
  readonly path: string;
  /** Where the copies are. Those of a built project stay for the next run. */
  readonly #copies: string;
  readonly #isBuilt: boolean;
  readonly #say: Say;

  private constructor(path: string, copies: string, isBuilt: boolean, say: Say) {
    this.path = path;
    this.#copies = copies;
    this.#isBuilt = isBuilt;
    this.#say = say;
  }

  /** The user's repository, which is only read; else one that is built, once for each plan. */
  static open({ repo }: BenchOptions, plan: RepositoryPlan, say: Say, scope: Scope): Project {
    if (repo !== null) {
      return new Project(resolve(repo), scratchFolder(scope), false, say);
    }
    const path = join(BUILT, Object.values(plan).join('-'));
    once(path, () => {
      say('building a repository to measure with…');
      buildRepository(unfinished(path), plan);
      repack(unfinished(path), USUAL_PACKING);
    });
    return new Project(path, `${path}-copies`, true, say);
  }

  /** A bare copy in one pack whose deltas were all searched anew. */
  packed(packing: Packing): string {
    return this.#copy(`window-${packing.window}-depth-${packing.depth}`, (copy) => {
      git('/', ['clone', '--quiet', '--bare', '--no-local', this.path, copy]);
      repack(copy, packing);
    });
  }

  /**
   * The project as a server has it. The history of a built one came to it push by push, and its
   * server put the packs together without searching for better deltas, as `git gc` does. A user's
   * repository is what its server sent: it is taken as it is.
   */
  asServed(): string {
    if (!this.#isBuilt) return this.path;
    return this.#copy('pushed', (copy) => {
      const name = basename(copy);
      git('/', ['init', '--quiet', '--bare', '--initial-branch=main', copy]);
      // Small pushes, too, stay packs.
      git(copy, ['config', 'receive.unpackLimit', '1']);
      const history = git(this.path, ['rev-list', '--first-parent', '--reverse', 'main']);
      const commits = history.split('\n');
      this.#say(`pushing to ${name}, ${PUSHES} times…`);
      for (let push = 1; push <= PUSHES; push += 1) {
        const tip = commits[Math.ceil((commits.length * push) / PUSHES) - 1];
        git(this.path, ['push', '--quiet', copy, `${tip}:refs/heads/main`]);
      }
      git(this.path, ['push', '--quiet', '--all', copy]);
      git(this.path, ['push', '--quiet', '--tags', copy]);
      git(copy, ['repack', '-adq']);
    });
  }

  #copy(name: string, make: (unfinished: string) => void): string {
    const path = join(this.#copies, `${name}.git`);
    once(path, () => {
      this.#say(`making a copy: ${name}…`);
      make(unfinished(path));
    });
    return path;
  }
}

/** Makes a folder that appears at `path` when it is finished, unless it is there. */
function once(path: string, make: () => void): void {
  if (existsSync(path)) return;
  mkdirSync(resolve(path, '..'), { recursive: true });
  rmSync(unfinished(path), { recursive: true, force: true });
  make();
  renameSync(unfinished(path), path);
}

function unfinished(path: string): string {
  return `${path}.building`;
}

function repack(repository: string, { window, depth }: Packing): void {
  git(repository, ['repack', '-adfq', `--window=${window}`, `--depth=${depth}`]);
}
