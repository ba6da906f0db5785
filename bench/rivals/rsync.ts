import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runAt } from '../support/place.ts';
import { freePort } from './free-port.ts';
import { onlySeeder, type Rival } from './rival.ts';
import { untilUp } from './until-up.ts';

/** An rsync daemon and `rsync`, from the first seeder: what copying without any check costs. */
export const rsync: Rival = rsyncWith('rsync');

/**
 * The same in a way that outlives a kill: what `--partial` keeps, it keeps by a signal that can be
 * caught, while `--inplace` writes to the file itself.
 */
export const rsyncInPlace: Rival = rsyncWith('rsync --inplace', '--inplace');

/** rsync(1): with a socket as its input, which a pipe of Node is, a daemon serves that alone. */
const WITHOUT_INPUT = 'exec "$0" "$@" </dev/null';

function rsyncWith(name: string, ...more: readonly string[]): Rival {
  return {
    name,

    async prepare(scope, setting) {
      const { place, repository } = onlySeeder(setting);
      const port = await freePort();
      const config = join(setting.scratch, 'rsyncd.conf');
      await writeFile(config, configOf(repository));
      const options = [`--address=${place.address}`, `--port=${port}`, `--config=${config}`];
      const daemon = ['rsync', '--daemon', '--no-detach', ...options];
      await scope.use(place.spawn('sh', ['-c', WITHOUT_INPUT, ...daemon]));
      const url = `rsync://${place.address}:${port}/project/`;
      await untilUp('rsync', () => runAt(scope, place, 5, 'rsync', ['--contimeout=5', url]));
      return setting.receivers.map((receiver, index) => async (seconds) => {
        const target = join(setting.scratch, `rsync-${index}`);
        await mkdir(target, { recursive: true });
        await runAt(scope, receiver, seconds, 'rsync', ['-a', ...more, url, `${target}/`]);
      });
    },
  };
}

/** Run by root, a daemon would become nobody, who may not read a temporary folder. */
function configOf(repository: string): string {
  const user = process.getuid?.() === 0 ? ['uid = 0', 'gid = 0'] : [];
  return [
    ...['use chroot = no', ...user],
    ...['[project]', `path = ${repository}`, 'read only = yes', ''],
  ].join('\n');
}
