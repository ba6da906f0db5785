import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Problem, Self } from '../shared/api/state.ts';
import { oneLine } from '../shared/domain/words/text.ts';
import { LIMITS } from '../shared/gtp/limits.ts';
import { type PeerId, shortId } from '../shared/ids.ts';
import { Activity } from './activity/activity.ts';
import { Sources } from './asking/sources.ts';
import { Comparisons } from './comparing/comparisons.ts';
import { Doctor } from './doctor/doctor.ts';
import { Hearings } from './doctor/hearings.ts';
import { Views } from './doctor/views.ts';
import { explainNotServed, passOverDiskFull } from './errors/interruptions.ts';
import { FetchAhead } from './following/fetch-ahead.ts';
import { Following } from './following/following.ts';
import { moveBranches } from './following/move-branches.ts';
import { FLOODS } from './gtp/floods/flood-watch.ts';
import type { Link } from './gtp/link.ts';
import { Listener } from './gtp/listener.ts';
import { RateSettings } from './gtp/rate-settings.ts';
import { createRouter } from './gtp/router.ts';
import { Throttle } from './gtp/throttle.ts';
import { Guests } from './guests/guests.ts';
import { Heads } from './heads/heads.ts';
import { hearEachOther } from './hear-each-other.ts';
import { History } from './history/history.ts';
import { wordsOf } from './identity/peer-id.ts';
import { chainsAmong, makePushing, makeTaking } from './make-pushing.ts';
import { openDepot, serveDepot } from './open-depot.ts';
import { openIdentity, openKept, openLastManifests } from './open-kept.ts';
import { OpenRoom } from './open-room/open-room.ts';
import { RoomCommits } from './open-room/room-commits.ts';
import { Browser } from './overviews/browser.ts';
import { Overviews } from './overviews/overviews.ts';
import { defaultName, explain } from './own-words.ts';
import { PeerRecords } from './peers/peer-records.ts';
import { Peers } from './peers/peers.ts';
import { Relay } from './peers/relay.ts';
import { Projection } from './projection.ts';
import { Publisher } from './publisher.ts';
import { Punching } from './punching/punching.ts';
import { PassedOnReels } from './reels/passed-on-reels.ts';
import { ReelCache } from './reels/reel-cache.ts';
import { RelayServer } from './relay/relay-server.ts';
import { Relays } from './relay/relays.ts';
import { Repositories } from './repositories/repositories.ts';
import { EventHub } from './serving/event-hub.ts';
import { CommitCounts } from './serving/offers/commit-counts.ts';
import { Warming } from './serving/offers/warming.ts';
import { OwnManifest } from './serving/own-manifest.ts';
import { Service } from './serving/service.ts';
import { tellingUnusable } from './serving/telling-unusable.ts';
import type { EngineOutput, StartParams } from './start-params.ts';
import { DataFolder } from './store/data-folder.ts';
import { SharingPause } from './store/sharing-pause.ts';
import { StateStore } from './store/state-store.ts';
import { SwarmProjection } from './swarms/swarm-projection.ts';
import { EnvelopesRoute } from './tracker/exchange/envelopes-route.ts';
import { Reach } from './tracker/reach.ts';
import { Housekeeping } from './transfers/clone/housekeeping.ts';
import { Jobs } from './transfers/jobs.ts';
import { MirrorCommands } from './transfers/mirror/mirror-commands.ts';
import { GitCommands } from './transfers/plain-git/git-commands.ts';
import { TransferCommands } from './transfers/transfer-commands.ts';
import { Transfers } from './transfers/transfers.ts';

/** What blocks that were built, and blocks that were received, may take on disk, in bytes each. */
const CACHE_BYTES = 4 * 1024 ** 3;
/** How long a transfer waits for somebody who left to come back, in milliseconds. */
const PATIENCE = 30_000;

/** All parts of an engine that its commands need. */
export type Parts = Awaited<ReturnType<typeof makeParts>>;

/**
 * Makes the parts, each from those before it, and lets them hear of each other at the end. What has been opened is ended by the stack, the last one first, also
 * when a later part cannot be made.
 * @throws BusyPortError, DiskFullError, and what the data folder cannot be opened for
 */
export async function makeParts(
  params: StartParams,
  output: EngineOutput,
  stack: AsyncDisposableStack,
) {
  const { dataDirectory, listen, patience = PATIENCE } = params;
  const logged = (error: unknown) => output.log({ level: 'error', message: explain(error) });
  const notServed = (error: unknown) => logged(explainNotServed(error));
  const store = stack.use(new StateStore((changes) => output.stateChanged(changes)));
  const damaged = new Map<string, Problem>();
  const folder = stack.use(
    new DataFolder(dataDirectory, (file, problem) => damaged.set(file, problem)),
  );
  folder.events.on('unwritten', (value) => store.set({ set: 'problems', key: 'unwritten', value }));
  const identity = await openIdentity(folder);
  const scratchDirectory = join(dataDirectory, 'scratch');
  await rm(scratchDirectory, { recursive: true, force: true });
  await mkdir(scratchDirectory, { recursive: true, mode: 0o700 });

  const pause = stack.use(await SharingPause.open(folder));
  const repositories = stack.use(await Repositories.open(folder, () => pause.isOn));
  const records = await PeerRecords.open(folder);
  const isTrusted = (peer: PeerId) => records.isTrusted(peer);
  const lastManifests = stack.use(await openLastManifests(folder, isTrusted));
  if (damaged.has('peers.json')) {
    await records.restoreNumbers(lastManifests.all.map(({ manifest }) => manifest));
  }
  const kept = await openKept(folder);
  const { aliases, rules, log, activityLog, seen, historyLog, seenChains } = kept;
  const { notifications, cloning, guestSettings, reachSettings } = kept;
  const depot = await openDepot(params.depot, repositories, aliases, stack);
  const isKept = (peer: PeerId) => depot?.keeps(peer) ?? false;
  const [uploads, downloads] = [new Throttle(), new Throttle()];
  const rates = await RateSettings.open(folder, uploads, downloads);

  const vouches = () => records.vouches;
  const manifest = await OwnManifest.open(
    ...([folder, identity, repositories, vouches, defaultName()] as const),
    {
      isKnown: (id) => pushes.isKnown(id),
      of: (id, heads) => pushes.mark(id, heads),
      statements: (...of) => seenChains.statements(...of),
    },
    depot !== null,
  );
  if (params.name !== undefined) {
    const name = oneLine(params.name, LIMITS.nameLength) || defaultName();
    await manifest.rename(name).catch(passOverDiskFull);
  }
  const isStranger = (peer: PeerId) => !isTrusted(peer);
  const reels = stack.use(new ReelCache(await folder.openFolder('reels'), CACHE_BYTES, isStranger));
  const passedOn = stack.use(await PassedOnReels.open(join(dataDirectory, 'held'), CACHE_BYTES));
  const relay = new Relay(records, lastManifests, isKept);
  const counts = new CommitCounts();
  const hub = new EventHub();
  const overviews = new Overviews();
  const hearings = new Hearings();
  const comparisons = new Comparisons(scratchDirectory);
  const service = new Service({
    ...{ self: identity.id, manifest, relay, aliases, repositories },
    ...{ reels, counts, passedOn, overviews, comparisons, uploads, events: hub, scratchDirectory },
    ...{ isTrusted, pause },
    viewOf: (peer, signal) => views.of(peer, signal),
    trackersEvent: () => reach.event,
  });
  const nameOf = (peer: PeerId) =>
    peer === identity.id ? manifest.name : (peers.nameOf(peer) ?? shortId(peer));
  const { pushes, routes } = makeTaking({
    ...{ identity, targets: depot, repositories, isTrusted, nameOf, scratchDirectory },
    onFault: logged,
  });
  const envelopes = new EnvelopesRoute(isStranger, (...asked) => reach.trackers.answer(...asked));
  const handle = createRouter(
    {
      ...tellingUnusable(service, { repositories, reels, isTrusted, pause }),
      envelopes: (exchange) => envelopes.answer(exchange),
    },
    routes,
    notServed,
  );

  const activity = stack.use(new Activity(activityLog, repositories));
  const housekeeping = stack.use(new Housekeeping(repositories));
  const port = () => listener.port;
  const relayServer = params.reach.isRelay ? stack.use(new RelayServer(identity.id)) : null;
  const accept = (link: Link) => {
    if (FLOODS.isBarred(link.host) && !records.isTrusted(link.peer)) link[Symbol.dispose]();
    else peers.accept(link);
  };
  const relays = stack.use(new Relays({ identity, handle, onLink: accept }));
  const punching = stack.use(
    new Punching({
      ...{ identity, host: listen.host, port, handle, onLink: accept, onFault: logged },
      isBarred: (host) => FLOODS.isBarred(host),
    }),
  );
  const peers: Peers = stack.use(
    new Peers({ identity, records, lastManifests, handle, port, relays, punching, isKept }),
  );

  const views: Views = new Views({
    ...{ identity, hearings, isTrusted, software: `Shoal ${params.version}` },
    linkTo: (peer) => peers.linkTo(peer),
    callOut: () => publisher.callOut(),
  });
  const doctor = new Doctor({ identity, peers, hearings });
  const listener: Listener = stack.use(
    await Listener.open(
      ...([listen, identity, handle, accept] as const),
      (peer) => peers.linkTo(peer),
      relayServer && ((...came) => relayServer.accept(...came)),
    ),
  );
  // Nothing below waits, so that nothing that happens meanwhile is missed.
  const reach: Reach = stack.use(
    new Reach({
      ...{ identity, settings: reachSettings, extra: params.reach, peers, relays, relayServer },
      ...{ punching, repositories, listenHost: listen.host, port, settle: params.settle },
    }),
  );
  const chains = chainsAmong(identity.id, peers, seenChains, nameOf);
  const sources = new Sources(peers, downloads, (copy, signal) => chains.vet(copy, signal));
  const { pushing, lookAtDepots } = makePushing(stack, {
    ...{ identity, sources, chains, uploads, nameOf, repositories, targets: depot, pushes },
    ...{ passedOn, logged },
    onProblem: (key, value) => store.set({ set: 'problems', key, value }),
  });
  const history = stack.use(
    new History({
      ...{ log: historyLog, repositories, sources },
      tell: (value) => store.set({ set: 'traffic', value }),
    }),
  );
  uploads.events.on('sent', (...sent) => history.given(...sent));
  const browser = new Browser(identity.id, repositories, sources, overviews);
  const heads = stack.use(
    new Heads({ repositories, sources, aliases, comparisons, seen, scratchDirectory }),
  );
  const swarms = stack.use(
    new SwarmProjection({
      ...{ repositories, peers, aliases, scratchDirectory },
      heldBack: (repository) => activity.heldBack(repository),
    }),
  );
  const transfers = stack.use(new Transfers(log));
  transfers.events.on('received', (...came) => history.received(...came));
  const taking = { self: identity.id, sources, passedOn };
  const jobs = new Jobs({
    ...{ ...taking, repositories, peers, aliases, housekeeping, log },
    ...{ patience, activity, logged },
    moveBranches: (repository, fetched, signal) =>
      moveBranches({ rules, sources }, repository, fetched, signal),
  });
  const commands = new TransferCommands(jobs, transfers, log, logged);
  const gitCommands = new GitCommands(taking, transfers);
  const mirrorCommands = new MirrorCommands(taking, jobs, transfers);
  const following = stack.use(
    new Following({ rules, repositories, peers, sources, jobs, transfers }),
  );
  const ahead = stack.use(new FetchAhead({ ...taking, rules, repositories, transfers, log }));
  const mirroring = serveDepot(depot, stack, {
    ...{ ...taking, aliases, transfers, logged, uploads, peers },
    patterns: params.depot?.mirrors ?? [],
  });
  const warming = stack.use(
    new Warming({
      ...{ repositories, reels, counts },
      hasCompany: () => peers.all.some(({ link }) => link !== null),
      isBusy: () => transfers.isBusy,
    }),
  );
  const guests = stack.use(
    new Guests({
      ...{ settings: guestSettings, repositories, uploads, listenHost: listen.host },
      scratchDirectory: join(scratchDirectory, 'guests'),
    }),
  );
  const room = stack.use(new OpenRoom({ repositories, guests }));
  const roomCommits = new RoomCommits({ self: identity.id, repositories, sources, overviews });
  const self = (): Self => ({
    id: identity.id,
    name: manifest.name,
    words: wordsOf(identity.id),
    version: params.version,
    port: listener.port,
  });
  const publisher: Publisher = stack.use(
    new Publisher({
      ...{ self: { id: identity.id, port: listener.port }, manifest, hub },
      advertise: (advertisement) => output.advertise(advertisement),
    }),
  );

  hearEachOther({
    ...{ repositories, pause, pushes, passedOn, peers, transfers, following, publisher, guests },
    ...{ hub, ahead, swarms, warming, reach, punching, mirroring, lookAtDepots, logged },
    seenChains,
    log: (entry) => output.log(entry),
  });
  const projection = new Projection({
    ...{ store, self, repositories, manifest, relay, peers, swarms, transfers, rules, following },
    ...{ activityLog, rates, notifications, cloning, pause, guests, room, publisher, damaged },
    ...{ reach, mirroring },
  });
  return {
    ...{ store, self, repositories, manifest, rates, notifications, cloning, pause, peers, swarms },
    ...{ activity, history, following, ahead, guests, room, roomCommits, heads },
    ...{ commands, gitCommands, mirrorCommands, browser, pushes, pushing, comparisons },
    ...{ publisher, projection, doctor, hearings, reach, mirroring },
  };
}
