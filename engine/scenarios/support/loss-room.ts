import { mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'vitest';
import type { RepositoryStatus } from '../../../shared/api/state.ts';
import type { RepositoryId, SwarmId } from '../../../shared/ids.ts';
import { buildRepository } from '../../testing/build-repository.ts';
import { fsck, git } from '../../testing/git.ts';
import { temporaryFolder } from '../../testing/temporary-folder.ts';
import { newTransferId, TestEngine } from './test-engine.ts';

/** “Within seconds”, on a machine that is busy with other tests, in milliseconds. */
const SOON = 12_000;
/** So long it is looked at again, in milliseconds. */
const LOOKED_AT = 5_000;
/** How long Bob's transfers wait for somebody to be there, in milliseconds. */
const PATIENCE = 6_000;

/** Anna shares what something happens to, and Bob is connected to her. */
export class LossRoom implements AsyncDisposable {
  anna: TestEngine;
  readonly bob: TestEngine;
  #seed = 0;

  private constructor(anna: TestEngine, bob: TestEngine) {
    this.anna = anna;
    this.bob = bob;
  }

  static async open(): Promise<LossRoom> {
    const bob = await TestEngine.start('Bob', undefined, PATIENCE);
    const room = new LossRoom(await TestEngine.start('Anna'), bob);
    await room.bob.connect(room.anna);
    return room;
  }

  /** A project of its own each time, in a pack. */
  build(path: string): void {
    this.#seed += 1;
    buildRepository(path, { commits: 12, seed: this.#seed });
    git(path, ['repack', '-adq']);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.bob[Symbol.asyncDispose]();
    await this.anna[Symbol.asyncDispose]();
  }
}

/** One repository of Anna's, in a folder for one test. */
export class Loss implements AsyncDisposable {
  readonly room: LossRoom;
  readonly folder = temporaryFolder();
  source = join(this.folder, 'above', 'project');
  #shared: { readonly id: RepositoryId; readonly swarm: SwarmId } | null = null;

  constructor(room: LossRoom) {
    this.room = room;
  }

  /** A project of its own, in a pack. */
  build(path = this.source): void {
    this.room.build(path);
  }

  /** With everyone. */
  async share(path = this.source): Promise<void> {
    const { id } = await this.room.anna.share(path);
    const { status } = await this.room.anna.call('repositories.add', { path });
    if (status.state !== 'ready' || status.swarm === null) throw new Error('it is not shared');
    this.#shared = { id, swarm: status.swarm };
    await this.#untilSeen();
  }

  get id(): RepositoryId {
    return this.#known.id;
  }

  get swarm(): SwarmId {
    return this.#known.swarm;
  }

  get status(): RepositoryStatus | undefined {
    return this.room.anna.state.repositories[this.id]?.status;
  }

  /** Waits until Anna is told, and Bob sees nothing of it any more. */
  async untilTold(code: string): Promise<void> {
    const { anna, bob } = this.room;
    const before = performance.now();
    await anna.until(() => this.status?.state === 'unusable', `Anna is told of ${code}`);
    expect(performance.now() - before).toBeLessThan(SOON);
    expect(this.status).toMatchObject({ code, sentence: expect.stringMatching(/^[^\n]+$/) });
    await bob.until(() => !this.isSeen, 'Bob sees it no more');
  }

  /** It is not shown again while nothing has changed, though it is looked at. */
  async staysAway(): Promise<void> {
    await sleep(LOOKED_AT);
    expect(this.status?.state).toBe('unusable');
    expect(this.isSeen).toBe(false);
  }

  /** Waits until all is as before, without anybody having done anything in Shoal. */
  async untilWhole(): Promise<void> {
    const { anna, bob } = this.room;
    await anna.until(() => this.status?.state === 'ready', 'it is whole again');
    const { status } = this;
    if (status?.state === 'ready' && status.swarm !== null) {
      this.#shared = { id: this.id, swarm: status.swarm };
    }
    await this.#untilSeen();
    const directory = await this.clone();
    expect(fsck(directory)).toBe('');
    const taken = () =>
      Object.values(bob.state.repositories).find(({ path }) => path === directory);
    await bob.until(() => taken() !== undefined, 'the clone is taken in');
    const { id } = taken() ?? {};
    if (id !== undefined) await bob.call('repositories.remove', { repository: id });
  }

  /** Bob clones it. @returns the new folder */
  async clone(): Promise<string> {
    const { bob } = this.room;
    const directory = join(mkdtempSync(join(this.folder, 'bob-')), 'clone');
    const { swarm } = this.#known;
    await bob.call('clone', { transfer: newTransferId(), swarm, directory });
    return directory;
  }

  /** What Bob reads who asks for it in this very moment. */
  async cloneFailure(): Promise<{ code: string; message: string } | null> {
    return this.clone().then(
      () => null,
      (error) => error,
    );
  }

  inGit(...names: string[]): string {
    return join(this.source, '.git', ...names);
  }

  /** The files of its packs, those of the largest pack first. */
  packNames(): string[] {
    const folder = this.inGit('objects', 'pack');
    const names = readdirSync(folder).filter((name) => /\.(pack|idx)(-away)?$/.test(name));
    const stem = (name: string) => name.split('.')[0];
    const total = (name: string) =>
      names
        .filter((each) => stem(each) === stem(name))
        .reduce((sum, each) => sum + readFileSync(join(folder, each)).length, 0);
    return names.sort((a, b) => total(b) - total(a));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#shared !== null) {
      await this.room.anna.call('repositories.remove', { repository: this.id });
    }
    rmSync(this.folder, { recursive: true, force: true });
  }

  get #known(): { readonly id: RepositoryId; readonly swarm: SwarmId } {
    if (this.#shared === null) throw new Error('nothing is shared yet');
    return this.#shared;
  }

  get isSeen(): boolean {
    const swarm = this.room.bob.state.swarms[this.#known.swarm];
    return (swarm?.alternatives.length ?? 0) > 0;
  }

  async #untilSeen(): Promise<void> {
    await this.room.bob.until(() => this.isSeen, 'Bob sees it');
  }
}

export function away(path: string): void {
  renameSync(path, `${path}-away`);
}

export function back(path: string): void {
  renameSync(`${path}-away`, path);
}
