import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { KEY_FILE, loadIdentity } from '../../engine/identity/identity.ts';
import type { PeerId } from '../../shared/ids.ts';

const ATTEMPTS = 5_000;

/**
 * Gives the node of a folder a key whose id is as asked. Of two connections of a pair, the one whose
 * dialler has the lower id is kept (docs/GTP2.md): so it can be chosen who has dialled.
 */
export async function chooseIdentity(
  directory: string,
  isRight: (id: PeerId) => boolean,
): Promise<void> {
  const data = join(directory, 'data');
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const { id } = await loadIdentity(data);
    if (isRight(id)) return;
    rmSync(join(data, KEY_FILE));
  }
  throw new Error('no key has an id as asked');
}
