import { rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect } from 'vitest';
import { buildRepository, type RepositoryPlan } from '../../engine/testing/build-repository.ts';
import { git } from '../../engine/testing/git.ts';
import { temporaryFolder } from '../../engine/testing/temporary-folder.ts';
import { isRunning } from '../../shared/api/state.ts';
import { makeCopyBehind } from './copy-behind.ts';
import { gitHome } from './git-home.ts';
import { Mortal } from './mortal.ts';
import { runShoal } from './shoal-node.ts';
import { SmartOrigin } from './smart-origin.ts';

/** So slow that there is time to do something in the middle, in bytes a second. */
export const SLOW = 256 * 1024;
const NO_LIMITS = { upload: null, uploadPerPeer: null, downloadPerPeer: null, download: null };
/** Some of a slow transfer, in bytes. */
const SOME = 50_000;
const PATIENCE = { timeout: 30_000 };
/** So often git may do alone what Shoal was to bring. */
const MOST_TRIES = 3;

export interface MirroredOriginPlan {
  readonly project: RepositoryPlan;
  /** How far Anna's copy is behind, in commits. */
  readonly behind: number;
  /** The project's path at the origin. */
  readonly path?: string;
}

/** An origin behind a password, Anna who shares a copy of its project, and Bob beside her. */
export class MirroredOrigin implements AsyncDisposable {
  readonly folder: string;
  readonly origin: SmartOrigin;
  /** The origin's repository, and its address. */
  readonly bare: string;
  readonly url: string;
  /** A home whose git knows the password; Bob's Shoal lives there. */
  readonly env: NodeJS.ProcessEnv;
  readonly anna = new Mortal('Anna');
  readonly bob: Mortal;
  /** Anna's copy. */
  readonly copy: string;
  #swarm: string | null = null;

  private constructor(folder: string, origin: SmartOrigin, path: string) {
    this.folder = folder;
    this.origin = origin;
    this.bare = join(folder, 'served', path);
    this.url = `${origin.host}/${path}`;
    this.env = this.home('home');
    this.bob = new Mortal('Bob', { HOME: this.env.HOME ?? '', GIT_CONFIG_NOSYSTEM: '1' });
    this.copy = join(folder, 'hers', basename(path, '.git'));
  }

  static async start({ project, behind, path = 'app.git' }: MirroredOriginPlan) {
    const folder = temporaryFolder();
    const origin = await SmartOrigin.start(join(folder, 'served'));
    const made = new MirroredOrigin(folder, origin, path);
    try {
      const source = join(folder, 'source');
      buildRepository(source, project);
      git(folder, ['clone', '--quiet', '--mirror', source, made.bare]);
      makeCopyBehind(made.bare, made.copy, made.url, behind);
      await made.anna.start();
      await made.bob.start([made.anna]);
      await made.anna.node.json('share', made.copy);
      await made.untilNear();
      return made;
    } catch (error) {
      await made[Symbol.asyncDispose]();
      throw error;
    }
  }

  /** A new home whose git knows the origin's password. @param settings more lines of its `.gitconfig` */
  home(name: string, settings: readonly string[] = []): NodeJS.ProcessEnv {
    const credential = ['[credential]', `helper = ${JSON.stringify(this.origin.credentials)}`];
    return gitHome(join(this.folder, name), [...credential, ...settings]);
  }

  /** One whose git Bob's Shoal speeds up. */
  async enabledHome(name: string): Promise<NodeJS.ProcessEnv> {
    const env = this.home(name);
    await this.enable(env, this.origin.host);
    return env;
  }

  async enable(env: NodeJS.ProcessEnv, ...hosts: string[]): Promise<void> {
    const data = ['--data', join(this.bob.node.directory, 'data')];
    expect(await runShoal(['git', 'enable', ...hosts, ...data], env)).toMatchObject({
      ...{ exitCode: 0, stderr: '' },
    });
  }

  /** Until Bob sees what Anna shares, whatever it is called since he has it, too. */
  async untilNear(): Promise<void> {
    this.#swarm = await this.bob.node.untilSwarm(this.#swarm ?? basename(this.copy));
  }

  /** How fast Bob takes from teammates, in bytes a second. */
  async limit(download: number | null): Promise<void> {
    await this.bob.client.call('limits.set', { ...NO_LIMITS, download });
  }

  /** Until some of a slow transfer of Bob's has come. */
  async untilInTheMiddle(): Promise<void> {
    const hasBegun = this.bob.client.waitUntil(
      ({ transfers }) =>
        Object.values(transfers).some((each) => isRunning(each) && each.progress.bytes > SOME),
      PATIENCE.timeout,
    );
    if (await hasBegun) return;
    const { transfers } = this.bob.client.state;
    throw new Error(`none has begun: ${JSON.stringify(Object.values(transfers))}`);
  }

  /**
   * Begins something that Bob's Shoal brings, until some of it has come. On a busy machine Shoal may not answer in the
   * time that git gives it, and git does it alone: then it is begun anew.
   * @param startOver makes all as it was before it began
   */
  async inTheMiddleOf<T extends { readonly ended: Promise<unknown> }>(
    begin: () => T,
    startOver: () => void,
  ): Promise<T> {
    for (let tries = 1; tries <= MOST_TRIES; tries += 1) {
      const work = begin();
      const inTheMiddle = this.untilInTheMiddle().then(() => true);
      if (await Promise.race([inTheMiddle, work.ended.then(() => false)])) return work;
      startOver();
    }
    throw new Error(`git did it alone ${MOST_TRIES} times`);
  }

  /** Until the origin has been asked. */
  async untilAsked(): Promise<void> {
    await expect.poll(() => this.origin.requests.length, PATIENCE).toBeGreaterThan(0);
  }

  /** The origin answers nobody until the answer is called. */
  keepWaiting(): () => void {
    let open = () => {};
    this.origin.gate = new Promise((resolve) => {
      open = resolve;
    });
    return open;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.bob.end();
    await this.anna.end();
    await this.origin[Symbol.asyncDispose]();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
