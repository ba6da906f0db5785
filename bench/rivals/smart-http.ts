import { basename, dirname, join } from 'node:path';
import { PLAIN_GIT, type Place } from '../support/place.ts';
import type { Scope } from '../support/scope.ts';
import { gitClones, listHeads } from './git-clone.ts';
import { onlySeeder, type Rival } from './rival.ts';

const SERVER = join(import.meta.dirname, 'smart-http-server.ts');
const CHECKOUT = join(import.meta.dirname, '../..');

/** Serves a repository from a machine until the scope ends. @returns its address */
export async function serveHttp(scope: Scope, place: Place, repository: string): Promise<string> {
  const start = ['--import', 'tsx', SERVER, place.address, dirname(repository)];
  const options = { cwd: CHECKOUT, env: PLAIN_GIT };
  const server = await scope.use(place.spawn(process.execPath, start, options));
  const port = await server.waitForLine((line) => Number(line), { timeoutMs: 15_000 });
  return `http://${place.address}:${port}/${basename(repository)}`;
}

/** `git clone http://`, from the first seeder, as from the servers that git is hosted on. */
export const smartHttp: Rival = {
  name: 'git over HTTP',

  async prepare(scope, setting) {
    const { place, repository } = onlySeeder(setting);
    const url = await serveHttp(scope, place, repository);
    await listHeads(scope, setting, url);
    return gitClones(scope, setting, url);
  },
};
