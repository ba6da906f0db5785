import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { LIMITS } from '../../shared/gtp/limits.ts';
import type { ObjectsRequest } from '../../shared/gtp/reel.ts';
import type { Oid, PeerId } from '../../shared/ids.ts';
import type { RemoteCopy } from '../asking/remote-copy.ts';
import { UnreadableSettingError } from '../errors/interruptions.ts';
import { PeerFailure, WrongBlockError, WrongPlanError } from '../errors/peer-failures.ts';
import { MissingObjectsError, RefusedByFsckError } from '../errors/transfers.ts';
import { existingObjects } from '../git/cat-file.ts';
import { isGitFailure } from '../git/errors.ts';
import { readFsckLevels, wantsFsck } from '../git/fsck-settings.ts';
import { fsckPack } from '../git/index-pack.ts';
import { listMissing } from '../git/rev-list.ts';
import { isComplete } from '../quarantine/is-complete.ts';
import { receivePack } from '../quarantine/receive-pack.ts';
import { type ArrivedReel, ReceivedReel } from '../quarantine/received-reel.ts';
import { nameOfReel } from '../reels/rules/reel-name.ts';
import { findWrongBlocks } from './find-wrong-blocks.ts';
import type { Reach } from './reach.ts';
import { receiveWithout } from './receive-reel.ts';
import { walkReceived } from './walk-received.ts';

/** A missing tree hides what it holds: each round may find more. */
const MAX_ROUNDS = 64;

/**
 * Checks that everything the wants reach is here. What is missing is asked for by its id or, if that does
 * not help, taken block by block from others than those who should have given it. Whoever sent
 * other objects than were asked for is found out, and named.
 * @returns whether anything was missing
 * @throws MissingObjectsError
 */
export async function completeReceived(reach: Reach, wants: readonly Oid[]): Promise<boolean> {
  const { quarantine } = reach;
  const isWhole = await isAllHere(reach, wants);
  if (!isWhole) {
    // As they came, whatever is taken again.
    const reels = await ReceivedReel.arrived(quarantine);
    await bringMissing(reach, reels, wants);
    await nameWrongSenders(reach, reels);
  }
  await nameWrongPlanners(reach, !isWhole);
  await ReceivedReel.forgetArrived(quarantine);
  return !isWhole;
}

function isAllHere(reach: Reach, wants: readonly Oid[]): Promise<boolean> {
  return walkReceived(reach, (signal) => isComplete(reach.quarantine, wants, signal));
}

async function bringMissing(
  reach: Reach,
  reels: readonly ArrivedReel[],
  wants: readonly Oid[],
): Promise<void> {
  const { progress } = reach;
  try {
    for (let start = 0; start < wants.length; start += LIMITS.wantsPerReel) {
      await askForMissing(reach, wants.slice(start, start + LIMITS.wantsPerReel));
    }
    return;
  } catch (failure) {
    if (!(failure instanceof MissingObjectsError)) throw failure;
    for (const suspect of sendersOf(reels)) {
      if (reach.copies().every(({ peer }) => peer.id === suspect)) continue;
      await receiveWithout(reach, suspect).catch((error: unknown) => {
        if (!(error instanceof PeerFailure)) throw error;
      });
      progress.enter('checking');
      if (await isAllHere(reach, wants)) return;
    }
    throw failure;
  }
}

/** @throws MissingObjectsError */
async function askForMissing(reach: Reach, wants: readonly Oid[]): Promise<void> {
  const { quarantine } = reach;
  const sender = reach.copies()[0]?.peer.name ?? 'A teammate';
  const useless = new Set<PeerId>();
  const wanted = new Set(wants);
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const missing = await walkReceived(reach, (signal) =>
      listMissing(quarantine.place, { from: wants }, signal),
    ).catch((error: unknown) => {
      throw isGitFailure(error, 'bad-data') ? new MissingObjectsError(sender, error) : error;
    });
    if (missing.length === 0) break;
    // Since git 2.45 it is listed as well; before, the walk failed. Other senders have the whole of it.
    if (missing.some((oid) => wanted.has(oid))) throw new MissingObjectsError(sender);
    const objects = missing.slice(0, LIMITS.objectsPerRequest);
    const copies = reach.copies().filter(({ peer }) => !useless.has(peer.id));
    const found = await firstThatGives(reach, copies, { wants: [...wants], objects });
    for (const peer of found.useless) useless.add(peer);
    if (!found.isHere) throw new MissingObjectsError(sender);
  }
  if (!(await isAllHere(reach, wants))) throw new MissingObjectsError(sender);
}

/** Takes single objects from the first copy that gives all of them. */
async function firstThatGives(
  { repository, quarantine, progress, sources, signal }: Reach,
  copies: readonly RemoteCopy[],
  request: ObjectsRequest,
): Promise<{ isHere: boolean; useless: PeerId[] }> {
  const file = join(quarantine.scratchDirectory, 'missing.part');
  const useless: PeerId[] = [];
  for (const copy of copies) {
    const { id, name: sender } = copy.peer;
    const onBytes = (bytes: number) => progress.received(id, bytes);
    try {
      await copy.downloadObjects(request, file, onBytes, signal);
      const pack = { file, isThin: false, isTrusted: sources.isTrusted(id), sender, objects: null };
      await receivePack(quarantine, repository.objectFormat, pack, signal);
    } catch (error) {
      if (signal.aborted || !(error instanceof PeerFailure)) throw error;
    }
    const here = await existingObjects(quarantine.place, request.objects, { signal });
    if (here.size === request.objects.length) return { isHere: true, useless };
    useless.push(id);
  }
  return { isHere: false, useless };
}

/** All is here now: whose blocks were not what they should have been? */
async function nameWrongSenders(reach: Reach, reels: readonly ArrivedReel[]): Promise<void> {
  const { repository, quarantine, passedOn, progress, sources } = reach;
  const wrong = await walkReceived(reach, (signal) =>
    findWrongBlocks(repository, quarantine, reels, signal),
  );
  for (const { reel, block, peer } of wrong) {
    passedOn.drop(nameOfReel(reel), block);
    const sentence = new WrongBlockError(sources.nameOf(peer)).message;
    progress.drop(peer, sentence);
  }
}

/** Of which blocks the reels are made, peers may have told otherwise: who was right shows now. */
async function nameWrongPlanners(reach: Reach, everyReel: boolean): Promise<void> {
  const { repository, quarantine, progress, sources, toldPlans, signal } = reach;
  for (const peer of await toldPlans.takeWrong(repository, quarantine, everyReel, signal)) {
    if (progress.dropped.has(peer)) continue;
    progress.drop(peer, new WrongPlanError(sources.nameOf(peer)).message);
  }
}

function sendersOf(reels: readonly ArrivedReel[]): Set<PeerId> {
  return new Set(reels.flatMap(({ done }) => done.map(({ peer }) => peer)));
}

/**
 * Checks the content of all received objects if the user's settings ask `git fetch` to do so
 * (fetch.fsckObjects, transfer.fsckObjects, fetch.fsck.*; git-config(1)).
 * @param sender whoever is to be named
 * @throws RefusedByFsckError, UnreadableSettingError, CostlyBlockError
 */
export async function fsckReceived(reach: Reach, sender: string): Promise<void> {
  const { repository, quarantine, signal } = reach;
  if (!(await wantsFsck(repository, signal))) return;
  const levels = await readFsckLevels(repository, signal);
  // Where `git fetch` would read them from.
  const place = { ...quarantine.place, cwd: repository.path };
  const scratch = join(quarantine.scratchDirectory, 'fsck.idx');
  const packs = (await readdir(quarantine.packDirectory)).filter((name) => name.endsWith('.pack'));
  for (const name of packs) {
    const pack = join(quarantine.packDirectory, name);
    try {
      await walkReceived(reach, (signal) => fsckPack(place, pack, scratch, levels, signal));
    } catch (error) {
      if (isGitFailure(error, 'bad-setting')) throw new UnreadableSettingError(error);
      if (!isGitFailure(error, 'bad-data')) throw error;
      throw new RefusedByFsckError(sender, error);
    } finally {
      await rm(scratch, { force: true });
    }
  }
}
