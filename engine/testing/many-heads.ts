import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { git } from './git.ts';

export interface ManyHeads {
  readonly count: number;
  /** Full names; by default branches `many/00000`, `many/00001`… */
  readonly refOf?: (index: number) => string;
  /** Committer dates, a minute apart by default. */
  readonly timeOf?: (index: number) => number;
  readonly subject?: string;
}

/**
 * Adds many refs to a repository, each at a commit of its own on top of `main`. They go into `packed-refs` at once:
 * a file for each would take git minutes.
 */
export function addManyHeads(directory: string, heads: ManyHeads): void {
  const { count, subject = 'One of many' } = heads;
  const refOf = heads.refOf ?? ((index) => `refs/heads/many/${String(index).padStart(5, '0')}`);
  const timeOf = heads.timeOf ?? ((index) => 1_710_000_000 + index * 60);
  const main = git(directory, ['rev-parse', 'main']);
  const folder = git(directory, ['rev-parse', '--absolute-git-dir']);
  const marks = join(folder, 'many-marks');
  const commits = Array.from({ length: count }, (_, index) => {
    const message = `${subject} ${index}`;
    const who = `Anna Example <anna@example.invalid> ${timeOf(index)} +0000`;
    return `commit refs/heads/many-heads-scratch\nmark :${index + 1}\ncommitter ${who}\ndata ${Buffer.byteLength(message)}\n${message}\nfrom ${main}\n`;
  });
  git(
    directory,
    ['fast-import', '--quiet', '--force', `--export-marks=${marks}`],
    commits.join('\n'),
  );
  git(directory, ['update-ref', '-d', 'refs/heads/many-heads-scratch']);
  git(directory, ['pack-refs', '--all']);
  const known = git(directory, ['for-each-ref', '--format=%(objectname) %(refname)']).split('\n');
  const added = readFileSync(marks, 'utf8')
    .trim()
    .split('\n')
    .map((line) => line.split(' '))
    .map(([mark = '', oid]) => `${oid} ${refOf(Number(mark.slice(1)) - 1)}`);
  const nameOf = (line: string) => line.slice(line.indexOf(' ') + 1);
  const lines = [...known, ...added].sort((a, b) =>
    Buffer.compare(Buffer.from(nameOf(a)), Buffer.from(nameOf(b))),
  );
  rmSync(marks);
  writeFileSync(join(folder, 'packed-refs'), `# pack-refs with: sorted \n${lines.join('\n')}\n`);
}
