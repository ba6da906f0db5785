import { basename, dirname, join } from 'node:path';
import { PLAIN_GIT } from '../support/place.ts';
import { gitClones, listHeads } from './git-clone.ts';
import { onlySeeder, type Rival } from './rival.ts';

const SERVER = join(import.meta.dirname, 'smart-http-server.ts');
const CHECKOUT = join(import.meta.dirname, '../..');

/** `git clone http://`, from the first seeder, as from the servers that git is hosted on. */
export const smartHttp: Rival = {
  name: 'git over HTTP',

  async prepare(scope, setting) {
    const { place, repository } = onlySeeder(setting);
    const server = await scope.use(
      place.spawn(
        process.execPath,
        ['--import', 'tsx', SERVER, place.address, dirname(repository)],
        { cwd: CHECKOUT, env: PLAIN_GIT },
      ),
    );
    const port = await server.waitForLine((line) => Number(line), { timeoutMs: 15_000 });
    const url = `http://${place.address}:${port}/${basename(repository)}`;
    await listHeads(scope, setting, url);
    return gitClones(scope, setting, url);
  },
};
