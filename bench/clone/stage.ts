import { join } from 'node:path';
import { git } from '../../engine/testing/git.ts';
import type { TransferResult } from '../../shared/api/state.ts';
import { BenchNode } from '../support/bench-node.ts';
import { chooseIdentity } from '../support/chosen-identity.ts';
import { diskUse } from '../support/disk-use.ts';
import type { Scope } from '../support/scope.ts';
import { scratchFolder } from '../support/scratch.ts';
import { within } from '../support/within.ts';

/** No link limits here; a clone of what people have takes no longer. */
export const CLONE_SECONDS = 600;

export type Dialler = 'the receiver' | 'the seeder';

export interface Guest {
  readonly receiver: BenchNode;
  /** Where it clones to. */
  readonly target: string;
  /** The whole command. */
  clone(): Promise<TransferResult>;
}

/** Environment of the nodes, beside what they inherit. */
type Environment = Readonly<Record<string, string>>;

/** One peer on loopback that shares a repository, and receivers that come one after the other. */
export class Stage {
  readonly seeder: BenchNode;
  /** Bytes that the shared repository takes on disk. */
  readonly repositoryBytes: number;
  readonly #gitFolder: string;
  readonly #seederBytes: number;

  private constructor(seeder: BenchNode, gitFolder: string) {
    this.seeder = seeder;
    this.#gitFolder = gitFolder;
    this.repositoryBytes = diskUse(gitFolder);
    this.#seederBytes = diskUse(seeder.node.directory);
  }

  static async open(scope: Scope, source: string, env: Environment = {}): Promise<Stage> {
    const seeder = await scope.use(
      BenchNode.start('Seeder', { directory: scratchFolder(scope), env }),
    );
    const stage = new Stage(seeder, git(source, ['rev-parse', '--absolute-git-dir']));
    await seeder.node.json('share', source);
    return stage;
  }

  /** Somebody who has nothing yet, connected and ready to clone. */
  async invite(
    scope: Scope,
    { trusted, dialler, env = {} }: { trusted: boolean; dialler: Dialler; env?: Environment },
  ): Promise<Guest> {
    // It is removed last: a node that was trusted goes on checking what it has.
    const target = join(scratchFolder(scope), 'target');
    const directory = scratchFolder(scope);
    const isLower = dialler === 'the receiver';
    await chooseIdentity(directory, (id) => id < this.seeder.node.id === isLower);
    const receiver = await scope.use(BenchNode.start('Receiver', { directory, env }));
    const swarm = await receiver.untilReady([this.seeder], [this.seeder]);
    if (trusted) await receiver.node.json('trust', this.seeder.node.id, '--yes');
    const cloning = () => receiver.node.json<TransferResult>('clone', swarm, target);
    return { receiver, target, clone: () => within(CLONE_SECONDS, 'clone', cloning()) };
  }

  /** Bytes that the seeder's disk holds more than before it shared anything. */
  get addedBytes(): number {
    const now = diskUse(this.#gitFolder) + diskUse(this.seeder.node.directory);
    return now - this.repositoryBytes - this.#seederBytes;
  }
}
