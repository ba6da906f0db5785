import { mkdir, rm } from 'node:fs/promises';
import { hostname, userInfo } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import type { ParsedParams } from '../shared/api/contract.ts';
import type { Advertisement, EngineContract, LogEntry } from '../shared/api/engine-contract.ts';
import { EMPTY_STATE } from '../shared/api/state.ts';
import type { StateChange } from '../shared/api/state-change.ts';
import { oneLine } from '../shared/domain/words/text.ts';
import { asShoalError } from '../shared/errors.ts';
import { LIMITS } from '../shared/gtp/limits.ts';
import type { PeerId } from '../shared/ids.ts';
import { Activity } from './activity/activity.ts';
import { ActivityLog } from './activity/activity-log.ts';
import { Sources } from './asking/sources.ts';
import { FollowRules } from './following/follow-rules.ts';
import { Following } from './following/following.ts';
import { Listener } from './gtp/listener.ts';
import { RateSettings } from './gtp/rate-settings.ts';
import { createRouter } from './gtp/router.ts';
import { Throttle } from './gtp/throttle.ts';
import { loadIdentity } from './identity/identity.ts';
import { Browser } from './overviews/browser.ts';
import { Overviews } from './overviews/overviews.ts';
import { KeptManifests } from './peers/kept-manifests.ts';
import { PeerRecords } from './peers/peer-records.ts';
import { Peers } from './peers/peers.ts';
import { Relay } from './peers/relay.ts';
import { HeldReels } from './reels/held-reels.ts';
import { ReelCache } from './reels/reel-cache.ts';
import { Aliases } from './remotes/aliases.ts';
import { Repositories } from './repositories/repositories.ts';
import { EventHub } from './serving/event-hub.ts';
import { OwnManifest } from './serving/own-manifest.ts';
import { blockEvents, Service } from './serving/service.ts';
import { DataFolder } from './store/data-folder.ts';
import { StateStore } from './store/state-store.ts';
import { SwarmProjection } from './swarms/swarm-projection.ts';
import { Housekeeping } from './transfers/clone/housekeeping.ts';
import { Jobs } from './transfers/jobs.ts';
import { TransferCommands } from './transfers/transfer-commands.ts';
import { TransferLog } from './transfers/transfer-log.ts';
import { Transfers } from './transfers/transfers.ts';

/** What blocks that were built, and blocks that were received, may take on disk, in bytes each. */
const CACHE_BYTES = 4 * 1024 ** 3;

/** What the engine tells its host, beside the answers to commands. */
export interface EngineOutput {
  stateChanged(changes: readonly StateChange[]): void;
  advertise(advertisement: Advertisement): void;
  log(entry: LogEntry): void;
}

export type StartParams = ParsedParams<EngineContract, 'engine.start'>;

/** All parts of an engine. They are ended in the opposite order of their making. */
export type Parts = Awaited<ReturnType<typeof makeParts>>;

/**
 * Makes the parts and ties them together: here, and nowhere else, each learns of the others.
 * @param onContentChange called when what this peer shares may have changed
 */
export async function makeParts(
  params: StartParams,
  output: EngineOutput,
  onContentChange: () => unknown,
) {
  const { dataDirectory, listen } = params;
  const logged = (error: unknown) => output.log({ level: 'error', message: explain(error) });
  const store = new StateStore((changes) => output.stateChanged(changes));
  const identity = await loadIdentity(dataDirectory);
  const scratchDirectory = join(dataDirectory, 'scratch');
  await rm(scratchDirectory, { recursive: true, force: true });
  await mkdir(scratchDirectory, { recursive: true, mode: 0o700 });

  const folder = new DataFolder(dataDirectory, (file, problem) => {
    store.set({ set: 'problems', key: `damaged:${file}`, value: problem });
  });
  const repositories = await Repositories.open(folder, () => {
    Promise.resolve(onContentChange()).catch(logged);
  });
  const records = await PeerRecords.open(folder);
  const vouches = () => records.vouches;
  const manifest = await OwnManifest.open(folder, identity, repositories, vouches, defaultName());
  if (params.name !== undefined) {
    await manifest.rename(oneLine(params.name, LIMITS.nameLength) || defaultName());
  }
  const kept = await KeptManifests.open(join(dataDirectory, 'manifests'));
  const reels = new ReelCache(join(dataDirectory, 'reels'), CACHE_BYTES);
  const events = new EventHub();
  const held = await HeldReels.open(join(dataDirectory, 'held'), CACHE_BYTES, (reel, block) => {
    for (const event of blockEvents(reel, [block])) events.announce(event);
  });
  const uploads = new Throttle();
  const downloads = new Throttle();
  const rates = await RateSettings.open(folder, uploads, downloads);
  const notifications = await folder.openRecord(
    'notifications.json',
    z.object({ isMuted: z.boolean() }),
    EMPTY_STATE.notifications,
  );
  const isTrusted = (peer: PeerId) => records.isTrusted(peer);
  const overviews = new Overviews();
  const aliases = await Aliases.open(folder);
  const relay = new Relay({
    self: identity.id,
    records,
    kept,
    announce: (event) => events.announce(event),
    nameOf: (peer) => peers.nameOf(peer),
    linkTo: (peer) => peers.find(peer)?.link ?? null,
    onNews: (peer) => peers.showLastKnown(peer),
    onProblem: (peer, sentence) => peers.find(peer)?.passedOnWrongly(sentence),
  });
  const service = new Service({
    self: identity.id,
    manifest,
    relay,
    aliases,
    repositories,
    reels,
    held,
    overviews,
    uploads,
    events,
    isTrusted,
    scratchDirectory,
  });
  const handle = createRouter(service, logged);
  const showPeer = (peer: PeerId) =>
    store.set({ set: 'peers', key: peer, value: peers.toState(peer) });
  const onPeerChange = (peer: PeerId) => {
    following.look(peer);
    showPeer(peer);
    swarms.schedule();
  };
  const peers = new Peers(identity, { records, kept, relay }, handle, onPeerChange, showPeer);
  const swarms = new SwarmProjection({ repositories, peers, aliases, store, scratchDirectory });
  const log = await TransferLog.open(folder);
  const transfers = new Transfers(log, (id) => {
    store.transferChanged(id, () => transfers.toState(id));
    if (transfers.hasEnded(id)) swarms.fetched();
  });
  const housekeeping = new Housekeeping(repositories);
  const sources = new Sources(peers, downloads);
  const browser = new Browser(identity.id, repositories, sources, overviews);
  const rules = await FollowRules.open(folder);
  const activityLog = await ActivityLog.open(folder, (changed) => {
    for (const key of changed) {
      store.set({ set: 'activity', key, value: activityLog.find(key) });
    }
  });
  const activity = new Activity(activityLog, repositories);
  const jobs = new Jobs({
    self: identity.id,
    repositories,
    peers,
    sources,
    held,
    aliases,
    housekeeping,
    log,
    isHeldBack: (repository, ref, oid) => activity.isHeldBack(repository, ref, oid),
    onFetched: async ({ alias, ...fetched }, opened, signal) => {
      const { repository: id, peer, updated, isAutomatic } = fetched;
      const place = { peer: peer.id, alias, updated };
      const fastForward = isAutomatic
        ? await following.moveBranches({ id, opened }, place, signal)
        : [];
      // The heads are there: what is written down of them keeps nobody waiting.
      activity.fetched({ ...fetched, fastForward });
    },
  });
  const following = new Following({
    rules,
    repositories,
    peers,
    sources,
    jobs,
    transfers,
    store,
  });
  const commands = new TransferCommands(jobs, transfers, log);
  const listener = await Listener.open(listen, identity, handle, (link) => peers.accept(link));
  return {
    store,
    identity,
    repositories,
    manifest,
    reels,
    held,
    rates,
    notifications,
    events,
    peers,
    relay,
    swarms,
    transfers,
    housekeeping,
    activity,
    activityLog,
    following,
    commands,
    browser,
    listener,
  };
}

function defaultName(): string {
  const user = userInfo().username;
  const machine = hostname().split('.')[0] ?? '';
  return oneLine(user === 'root' ? machine : user, LIMITS.nameLength) || 'Shoal';
}

function explain(error: unknown): string {
  const { message, cause } = asShoalError(error);
  const detail = cause instanceof Error ? (cause.stack ?? cause.message) : String(cause ?? '');
  return detail === '' ? message : `${message} ${detail}`;
}
