import { relative } from 'node:path';
import { count } from '../shared/domain/words/quantity.ts';
import type { PeerId } from '../shared/ids.ts';
import { ActivityLog } from './activity/activity-log.ts';
import { SeenChains } from './chain/seen-chains.ts';
import { DamagedIdentityError } from './errors/data-folder.ts';
import { FollowRules } from './following/follow-rules.ts';
import { GuestSettings } from './guests/guest-settings.ts';
import { SeenHeads } from './heads/seen-heads.ts';
import { HistoryLog } from './history/history-log.ts';
import { type Identity, KEY_FILE, loadIdentity } from './identity/identity.ts';
import { LastManifests } from './peers/last-manifests.ts';
import { Aliases } from './remotes/aliases.ts';
import { CloningSettings } from './store/cloning-settings.ts';
import type { DataFolder } from './store/data-folder.ts';
import { NotificationSettings } from './store/notification-settings.ts';
import { ReachSettings } from './store/reach-settings.ts';
import { TransferLog } from './transfers/transfer-log.ts';

const NEW_KEY =
  'Shoal made a new key, with which teammates take this computer for a new one: whoever trusted it has to compare the six words again. To be the old one, put that key back from a backup.';

/** The identity of this computer; a new one where the key that is there is damaged. @throws NoAccessError */
export async function openIdentity(folder: DataFolder): Promise<Identity> {
  try {
    return await loadIdentity(folder.path);
  } catch (error) {
    if (!(error instanceof DamagedIdentityError)) throw error;
    const aside = await folder.takeAway(KEY_FILE);
    folder.tell(KEY_FILE, `${NEW_KEY} What was there is kept as ${aside}.`);
    return await loadIdentity(folder.path);
  }
}

/** What is written down of what this user did, chose and saw. @throws NoAccessError */
export async function openKept(folder: DataFolder) {
  const activityLog = await ActivityLog.open(folder);
  return {
    activityLog,
    aliases: await Aliases.open(folder),
    rules: await FollowRules.open(folder),
    log: await TransferLog.open(folder),
    seen: await SeenHeads.open(folder, activityLog),
    historyLog: await HistoryLog.open(folder),
    seenChains: await SeenChains.open(folder),
    notifications: await NotificationSettings.open(folder),
    cloning: await CloningSettings.open(folder),
    guestSettings: await GuestSettings.open(folder),
    reachSettings: await ReachSettings.open(folder),
  };
}

/** What was heard from others last; of what is damaged, one problem tells. @throws NoAccessError */
export async function openLastManifests(
  folder: DataFolder,
  isTrusted: (peer: PeerId) => boolean,
): Promise<LastManifests> {
  const directory = await folder.openFolder('manifests');
  let damaged = 0;
  const manifests = await LastManifests.open(directory, isTrusted, async (file) => {
    damaged += 1;
    await folder.takeAway(relative(folder.path, file));
  });
  const lists = `${count(damaged, 'list')} of what teammates shared when they were last here`;
  if (damaged > 0) {
    folder.tell('manifests', `${lists} cannot be read; it is known again when they are back.`);
  }
  return manifests;
}
