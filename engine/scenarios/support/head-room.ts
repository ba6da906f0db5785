import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Oid } from '../../../shared/ids.ts';
import { git, refs } from '../../testing/git.ts';
import { type PairOfCopies, startPairOfCopies } from './pair.ts';

const NUMBERS = Array.from({ length: 40 }, (_, index) => `line ${index + 1}`);

/** Forty lines, some of them others than they were. */
export function fortyLines(changed: Readonly<Record<number, string>> = {}): string {
  return NUMBERS.map((line, index) => `${changed[index + 1] ?? line}\n`).join('');
}

export const rev = (folder: string, name: string) => git(folder, ['rev-parse', name]) as Oid;

export function write(folder: string, name: string, content: string | Buffer): void {
  mkdirSync(join(folder, name, '..'), { recursive: true });
  writeFileSync(join(folder, name), content);
}

export function commit(folder: string, message: string): Oid {
  git(folder, ['add', '--all']);
  git(folder, ['commit', '--quiet', '-m', message]);
  return rev(folder, 'HEAD');
}

/** Anna and Bob, whose copies begin alike; Bob looks at Anna's heads. */
export class HeadRoom {
  readonly pair: PairOfCopies;

  private constructor(pair: PairOfCopies) {
    this.pair = pair;
  }

  static async start(): Promise<HeadRoom> {
    const room = new HeadRoom(await startPairOfCopies({ commits: 30 }));
    const { hers, his } = room.pair;
    write(hers, 'shared.txt', fortyLines());
    write(hers, 'old name.txt', fortyLines());
    write(hers, 'gone.txt', 'gone\n');
    commit(hers, 'A common start');
    git(his, ['pull', '--quiet', '--ff-only', hers, 'main']);
    await room.fetched('a common start');
    return room;
  }

  /** Anna commits on a branch of her own; nobody has it yet. */
  onBranch(branch: string, work: () => void): string {
    const { hers } = this.pair;
    git(hers, ['checkout', '--quiet', '-B', branch, 'main']);
    work();
    git(hers, ['checkout', '--quiet', 'main']);
    return `refs/heads/${branch}`;
  }

  /** Bob has what Anna's branches are at. */
  async fetched(what: string): Promise<void> {
    const { bob, anna, hers, his } = this.pair;
    const tips = new Set(refs(hers, 'refs/heads'));
    await bob.until(({ swarms }) => {
      const [swarm] = Object.values(swarms);
      const heads = swarm?.alternatives[0]?.heads.filter(({ kind }) => kind === 'branch') ?? [];
      return heads.length === tips.size && heads.every(({ oid, ref }) => tips.has(`${oid} ${ref}`));
    }, `he hears of ${what}`);
    await bob.fetch(his, { peers: [anna] });
  }

  head(ref: string) {
    return { repository: this.pair.repository, peer: this.pair.anna.id, ref };
  }
}
