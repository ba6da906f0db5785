import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { PLAIN_GIT, runAt } from '../support/place.ts';
import type { Scope } from '../support/scope.ts';
import { type Bring, onlySeeder, type Setting } from './rival.ts';

/** `git clone` of one address by every receiver. What an earlier one left is of no use to it. */
export function gitClones(scope: Scope, { receivers, scratch }: Setting, url: string): Bring[] {
  return receivers.map((place, index) => async (seconds) => {
    const target = join(scratch, `git-${index}`);
    await rm(target, { recursive: true, force: true });
    await runAt(scope, place, seconds, 'git', ['clone', '--quiet', url, target], {
      env: PLAIN_GIT,
    });
  });
}

/** Asks a server for its heads. */
export async function listHeads(scope: Scope, setting: Setting, url: string): Promise<void> {
  const { place } = onlySeeder(setting);
  await runAt(scope, place, 5, 'git', ['ls-remote', '--quiet', url, 'HEAD'], { env: PLAIN_GIT });
}
