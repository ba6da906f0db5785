import { cpSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { PLAIN_FOLLOW } from '../../../shared/domain/follow.ts';
import type { PeerId } from '../../../shared/ids.ts';
import { buildRepository } from '../../testing/build-repository.ts';
import { cloneAt } from '../../testing/git.ts';
import { temporaryFolder } from '../../testing/temporary-folder.ts';
import { newTransferId, TestEngine } from './test-engine.ts';

/** What can be made or had again, and is. */
const CACHES: ReadonlySet<string> = new Set(['certificate.pem', 'reels', 'held', 'scratch']);

/** The data folder of somebody who has done all there is to do in Shoal. */
export class BusyLife implements Disposable {
  readonly folder: string;
  /** What is in it, by paths in it, but for caches. */
  readonly files: readonly string[];
  /** Who is trusted and followed. */
  readonly teammate: PeerId;

  private constructor(folder: string, teammate: PeerId) {
    this.folder = folder;
    this.files = filesIn(this.data).filter((file) => !CACHES.has(file.split('/')[0] ?? ''));
    this.teammate = teammate;
  }

  static async lead(): Promise<BusyLife> {
    const folder = temporaryFolder();
    const source = join(folder, 'project');
    const mine = join(folder, 'mine');
    buildRepository(source, { commits: 40, binaryBytes: 1_000_000 });
    cloneAt(source, 'main~20', mine);
    const bob = await TestEngine.start('Bob');
    const anna = await TestEngine.start('Anna', join(folder, 'anna'));
    await bob.share(source);
    const { id } = await anna.share(mine);
    await anna.connect(bob);
    await anna.untilAlternatives(1);
    await anna.call('peers.trust', { peer: bob.id });
    await anna.call('peers.vouch', { peer: bob.id });
    await anna.fetch(mine, { peers: [bob] });
    await anna.call('follow.set', { peer: bob.id, repository: id, ...PLAIN_FOLLOW });
    const limits = { uploadPerPeer: null, download: null, downloadPerPeer: null };
    await anna.call('limits.set', { upload: 7_000_000, ...limits });
    await anna.call('notifications.set', { isMuted: true });
    await pauseATransfer(anna);
    await anna.until(({ activity }) => Object.keys(activity).length > 0, 'it is written down');
    await anna.engine[Symbol.asyncDispose]();
    const teammate = bob.id;
    await bob[Symbol.asyncDispose]();
    return new BusyLife(folder, teammate);
  }

  get data(): string {
    return join(this.folder, 'anna', 'data');
  }

  /** Works on a copy of it, which lies in `<directory>/data`. */
  async within(name: string, work: (directory: string) => Promise<void>): Promise<void> {
    const directory = join(this.folder, 'copies', name.replaceAll('/', '-'));
    cpSync(this.data, join(directory, 'data'), { recursive: true });
    await work(directory);
    rmSync(directory, { recursive: true });
  }

  [Symbol.dispose](): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** One that is written down, and asks for nothing when it is found again. */
async function pauseATransfer(engine: TestEngine): Promise<void> {
  const [swarm] = Object.values(engine.state.swarms);
  if (swarm === undefined) throw new Error('there is nothing to clone');
  const limits = { upload: null, uploadPerPeer: null, downloadPerPeer: null };
  await engine.call('limits.set', { ...limits, download: 20_000 });
  const transfer = newTransferId();
  const directory = join(engine.directory, 'clone');
  void engine.call('clone', { transfer, swarm: swarm.id, directory }).catch(() => {});
  const phase = () => engine.state.transfers[transfer]?.phase.state;
  await engine.until(() => phase() === 'receiving', 'it has begun');
  await engine.call('transfers.pause', { transfer });
  await engine.until(() => phase() === 'paused', 'it is paused');
  await engine.call('limits.set', { ...limits, upload: 7_000_000, download: null });
}

function filesIn(directory: string): string[] {
  const names = readdirSync(directory, { recursive: true, encoding: 'utf8' });
  return names.filter((name) => statSync(join(directory, name)).isFile()).sort();
}
