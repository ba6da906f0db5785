import { basename, dirname } from 'node:path';
import { PLAIN_GIT } from '../support/place.ts';
import { freePort } from './free-port.ts';
import { gitClones, listHeads } from './git-clone.ts';
import { onlySeeder, type Rival } from './rival.ts';
import { untilUp } from './until-up.ts';

/** `git clone git://`, from the first seeder. */
export const gitDaemon: Rival = {
  name: 'git daemon',

  async prepare(scope, setting) {
    const { place, repository } = onlySeeder(setting);
    const port = await freePort();
    const parent = dirname(repository);
    await scope.use(
      place.spawn(
        'git',
        [
          ...['daemon', `--listen=${place.address}`, `--port=${port}`, '--export-all'],
          ...['--reuseaddr', `--base-path=${parent}`, parent],
        ],
        { env: PLAIN_GIT },
      ),
    );
    const url = `git://${place.address}:${port}/${basename(repository)}`;
    await untilUp('git daemon', () => listHeads(scope, setting, url));
    return gitClones(scope, setting, url);
  },
};
