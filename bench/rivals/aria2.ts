import { cp, mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { LabProcess } from '../../e2e/lab/lab-process.ts';
import { git } from '../../engine/testing/git.ts';
import type { Place } from '../support/place.ts';
import type { Scope } from '../support/scope.ts';
import type { Rival, Setting } from './rival.ts';
import { torrentOf } from './torrent.ts';

const TRACKER = join(import.meta.dirname, 'tracker.ts');
const CHECKOUT = join(import.meta.dirname, '../..');
const START_MS = 20_000;

/**
 * BitTorrent: the first seeder's packs, byte for byte, from all seeders, who all have the same file;
 * receivers give on what they have until the end. Nothing is unpacked or checked by git.
 */
export const aria2: Rival = {
  name: 'aria2 (BitTorrent)',

  async prepare(scope, setting) {
    const { seeders, receivers, scratch } = setting;
    const shared = await copyOfPacks(setting);
    const tracker = await startTracker(scope, setting.tracker);
    const torrent = join(scratch, 'packs.torrent');
    await writeFile(torrent, await torrentOf(join(shared, 'packs'), tracker.url));
    for (const { place } of seeders) {
      await scope.use(aria2c(place, torrent, shared, ['--bt-seed-unverified=true']));
    }
    await tracker.untilSeeders(seeders.length);
    return receivers.map((place, index) => async (seconds) => {
      const folder = join(scratch, `aria2-${index}`);
      await mkdir(folder, { recursive: true });
      // Goes on where an earlier one was ended, by hashing what is there.
      const receiver = await scope.use(
        aria2c(place, torrent, folder, [
          '--check-integrity=true',
          // It says nothing by itself when it has everything and begins to seed only.
          '--on-bt-download-complete=echo',
        ]),
      );
      await receiver.waitForLine((line) => /^[0-9a-f]{16} 1 /.test(line) || undefined, {
        timeoutMs: seconds * 1_000,
      });
    });
  },
};

/** aria2 may write beside what it seeds, so it gets a copy. */
async function copyOfPacks({ seeders, scratch }: Setting): Promise<string> {
  const [first] = seeders;
  if (first === undefined) throw new Error('nobody has the repository');
  const folder = join(scratch, 'seeded');
  const packs = git(first.repository, ['rev-parse', '--git-path', 'objects/pack']);
  const from = join(first.repository, packs);
  for (const name of await readdir(from)) {
    if (name.endsWith('.pack')) await cp(join(from, name), join(folder, 'packs', name));
  }
  return folder;
}

function aria2c(
  place: Place,
  torrent: string,
  folder: string,
  options: readonly string[],
): LabProcess {
  return place.spawn('aria2c', [
    ...['--no-conf=true', '--all-proxy=', '--disable-ipv6=true', '--file-allocation=none'],
    ...['--enable-dht=false', '--enable-dht6=false', '--bt-enable-lpd=false', '--seed-ratio=0.0'],
    ...['--console-log-level=notice', '--summary-interval=0', '--show-console-readout=false'],
    ...[`--dir=${folder}`, ...options, torrent],
  ]);
}

interface Tracker {
  readonly url: string;
  /** Waits until so many peers have said that they have everything. */
  untilSeeders(count: number): Promise<void>;
}

async function startTracker(scope: Scope, place: Place): Promise<Tracker> {
  const tracker = await scope.use(
    place.spawn(process.execPath, ['--import', 'tsx', TRACKER, place.address], { cwd: CHECKOUT }),
  );
  const port = await tracker.waitForLine((line) => Number(line), { timeoutMs: START_MS });
  return {
    url: `http://${place.address}:${port}/announce`,
    async untilSeeders(count) {
      let told = 0;
      await tracker.waitForLine(
        (line) => {
          if (line === 'seeder') told += 1;
          return told === count || undefined;
        },
        { timeoutMs: START_MS },
      );
    },
  };
}
