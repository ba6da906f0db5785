import { createHash } from 'node:crypto';
import { listsAllHeads, type SharedRepository } from '../../shared/gtp/manifest.ts';
import type { PeerId } from '../../shared/ids.ts';

/** What somebody else keeps, or what is open for an evening only, is nobody's to keep. */
export function isKeepable({ mirror, room }: SharedRepository): boolean {
  return mirror === undefined && room === undefined;
}

/** Whether everyone may see a copy, and not only for an evening. */
export function isOpenForGood({ open, room }: SharedRepository): boolean {
  return open === true && room === undefined;
}

/** What there is to bring of a copy, as one word that changes with it. @param owner of the project */
export function fingerprint(shared: SharedRepository, owner: PeerId): string {
  const { id, open, name, description, defaultBranch, origins } = shared;
  const about = [id, open, name, description, defaultBranch, origins, owner, listsAllHeads(shared)];
  const hash = createHash('sha256').update(JSON.stringify(about));
  for (const { ref, oid } of shared.heads) hash.update(`${ref} ${oid}\n`);
  return hash.digest('base64');
}
