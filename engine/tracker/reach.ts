import { EventEmitter } from 'node:events';
import ipaddr from 'ipaddr.js';
import type { Handlers } from '../../shared/api/contract.ts';
import type { reachCommands } from '../../shared/api/reach-contract.ts';
import type { Reach as ReachState } from '../../shared/api/reach-state.ts';
import { rankAddresses } from '../../shared/domain/address-rank.ts';
import { formatInvite, type Invite, parseInvite } from '../../shared/domain/reach/invite.ts';
import { formatRelayAddress, parseRelayAddress } from '../../shared/domain/reach/relay-address.ts';
import { InvalidRequestError } from '../../shared/errors.ts';
import type { TrackersEvent } from '../../shared/gtp/events.ts';
import { LIMITS } from '../../shared/gtp/limits.ts';
import { ROUTES } from '../../shared/gtp/routes.ts';
import {
  type Exchange,
  type ExchangeAnswer,
  exchangeAnswerSchema,
  type TrackerDocument,
} from '../../shared/gtp/tracker.ts';
import type { PeerId, SwarmId } from '../../shared/ids.ts';
import { InviterAwayError, OwnInviteError, PastInviteError } from '../errors/reach.ts';
import { LinkClosedError } from '../gtp/call.ts';
import { readJson } from '../gtp/read-response.ts';
import type { Identity } from '../identity/identity.ts';
import { ownAddresses } from '../peers/dialling/own-addresses.ts';
import type { Peer } from '../peers/peer.ts';
import type { Peers } from '../peers/peers.ts';
import type { Punching } from '../punching/punching.ts';
import type { RelayServer } from '../relay/relay-server.ts';
import type { Relays } from '../relay/relays.ts';
import type { Repositories } from '../repositories/repositories.ts';
import type { ReachSettings } from '../store/reach-settings.ts';
import { sizeOf } from './envelopes.ts';
import { firstFitting } from './fitting.ts';
import { OwnAnnouncements, type OwnPlaces } from './own-announcements.ts';
import { reachState } from './reach-state.ts';
import { type TrackedSwarms, Trackers } from './trackers.ts';

/** In how many seconds those who read a file of announcements look at it again. */
const FILE_EXPIRES = 300;
/** What such a file may hold, and something is left for what is around it. */
const FILE_ROOM = { count: LIMITS.envelopesPerDocument, bytes: LIMITS.documentBytes / 2 };
/** How long whoever gave an invitation is tried before somebody is told that it takes longer, in milliseconds. */
const INVITED_WITHIN = 20_000;
const MOST_INVITED = 64;

export interface ReachParts {
  readonly identity: Identity;
  readonly settings: ReachSettings;
  /** What the command line adds for this run. */
  readonly extra: {
    readonly trackers: readonly string[];
    readonly relays: readonly string[];
    readonly bootstrap: readonly string[];
  };
  readonly peers: Peers;
  readonly relays: Relays;
  /** Null where this peer is no relay. */
  readonly relayServer: RelayServer | null;
  readonly punching: Punching;
  readonly repositories: Repositories;
  readonly listenHost: string;
  readonly port: () => number;
  readonly settle?: number;
}

/** How this peer is found and reached beyond the local network: by trackers, relays and invitations. */
export class Reach implements Disposable {
  readonly events = new EventEmitter<{ changed: []; told: [event: TrackersEvent] }>();
  readonly trackers: Trackers;
  readonly #parts: ReachParts;
  readonly #ended = new AbortController();
  #seq = 0;
  #projects = '';

  constructor(parts: ReachParts) {
    this.#parts = parts;
    const { identity, peers, relays, settings } = parts;
    const isUsing = (peer: Peer, name: string) =>
      peer.trackers?.trackers.some((each) => each === name) ?? false;
    this.trackers = new Trackers({
      self: identity.id,
      ...(parts.settle === undefined ? {} : { settle: parts.settle }),
      own: new OwnAnnouncements(identity, () => this.#places()),
      swarms: () => this.#swarms(),
      company: (name) =>
        peers.all.filter((peer) => isUsing(peer, name) && isNear(peer)).map(({ id }) => id),
      others: (name) => peers.all.filter((peer) => isUsing(peer, name)).map(({ id }) => id),
      isNearby: (id) => isNear(peers.find(id)),
      ask: (peer, request, signal) => this.#ask(peer, request, signal),
    });
    this.trackers.events.on('found', ({ peer, endpoints, relays: over }) =>
      peers.toldOf(peer, { endpoints: this.#reachable(endpoints), relays: over }),
    );
    this.trackers.events.on('changed', () => this.events.emit('changed'));
    this.trackers.events.on('news', () => {
      this.#seq += 1;
      this.events.emit('told', this.event);
    });
    relays.events.on('changed', () => {
      this.trackers.hurry();
      this.events.emit('changed');
    });
    parts.punching.events.on('changed', () => this.events.emit('changed'));
    peers.events.on('changed', (id) => this.#look(id));
    settings.events.on('changed', () => this.#apply());
    this.#apply();
  }

  /** What others are told of this peer's trackers. */
  get event(): TrackersEvent {
    return { type: 'trackers', trackers: [...this.trackers.names], seq: this.#seq };
  }

  get handlers(): Handlers<typeof reachCommands> {
    const { settings } = this.#parts;
    return {
      'reach.set': (change) => settings.set(change),
      'reach.export': ({ valid }): TrackerDocument => ({
        ...{ type: 'gtp-tracker', v: 2, bits: 0, expires: FILE_EXPIRES },
        envelopes: [...firstFitting(this.trackers.export(valid), sizeOf, FILE_ROOM)],
      }),
      'reach.invite': ({ swarm, until }) => ({ link: this.#invite(swarm, until) }),
      'reach.join': ({ link }, signal) => this.#join(link, signal),
    };
  }

  toState(): ReachState {
    return reachState(this.#parts, this.trackers);
  }

  /** The projects here are others than before. */
  look(): void {
    const projects = JSON.stringify(this.#swarms());
    if (projects === this.#projects) return;
    this.#projects = projects;
    this.trackers.projectsChanged();
  }

  /** The network has changed, or the computer woke up. */
  refresh(): void {
    this.#parts.relays.refresh();
    this.#parts.punching.refresh();
    this.trackers.hurry();
  }

  [Symbol.dispose](): void {
    this.#ended.abort();
    this.trackers[Symbol.dispose]();
  }

  #apply(): void {
    const { settings, extra, relays, punching } = this.#parts;
    const { trackers, relays: kept, bootstrap } = settings.value;
    this.trackers.use([...new Set([...extra.trackers, ...trackers])]);
    const all = [...new Set([...extra.relays, ...kept])].flatMap(
      (text) => parseRelayAddress(text) ?? [],
    );
    relays.use(all.filter(({ id }) => id !== this.#parts.identity.id));
    punching.use({
      isOn: settings.value.punching || extra.bootstrap.length > 0,
      bootstrap: [...new Set([...extra.bootstrap, ...bootstrap])],
    });
    this.look();
    this.events.emit('told', this.event);
    this.events.emit('changed');
  }

  /** Somebody who is connected may have told of news. */
  #look(id: PeerId): void {
    const { peers } = this.#parts;
    const told = peers.find(id)?.trackers ?? null;
    if (told === null) this.trackers.left(id);
    else this.trackers.told(id, told);
  }

  /** @throws LinkClosedError, MalformedAnswerError, the signal's reason */
  async #ask(peer: PeerId, request: Exchange, signal: AbortSignal): Promise<ExchangeAnswer> {
    const link = this.#parts.peers.linkTo(peer);
    if (link === null) throw new LinkClosedError();
    const body = JSON.stringify(request);
    const path = ROUTES.envelopes;
    const response = await link.request({ method: 'POST', path, body, signal });
    if (response.status !== 200) {
      response.body.close();
      throw new LinkClosedError();
    }
    return readJson(response, exchangeAnswerSchema, LIMITS.documentBytes);
  }

  #invite(swarm: SwarmId | null, until: number): string {
    const { identity } = this.#parts;
    const { endpoints, relays } = this.#places();
    const trackers = this.trackers.status.map(({ url }) => url);
    return formatInvite({ peer: identity.id, endpoints, relays, trackers, swarm, until });
  }

  async #join(link: string, signal: AbortSignal): Promise<{ peer: PeerId }> {
    const invite = parseInvite(link);
    if (invite === null) throw new InvalidRequestError('That is no invitation of Shoal’s.');
    const { identity, peers } = this.#parts;
    if (invite.until * 1_000 < Date.now()) throw new PastInviteError();
    if (invite.peer === identity.id) throw new OwnInviteError();
    await this.#remember(invite);
    const { peer, endpoints, relays } = invite;
    const late = AbortSignal.timeout(INVITED_WITHIN);
    try {
      await peers.reach(peer, { endpoints, relays }, AbortSignal.any([signal, late]));
    } catch (error) {
      signal.throwIfAborted();
      throw new InviterAwayError(error);
    }
    return { peer };
  }

  async #remember({ trackers, relays, swarm }: Invite): Promise<void> {
    const { settings, extra } = this.#parts;
    const { value } = settings;
    const more = <T>(known: readonly T[], added: readonly T[], most: number) =>
      [...known, ...added.filter((each) => !known.includes(each))].slice(0, most);
    const relayTexts = relays
      .map(formatRelayAddress)
      .filter((each) => !extra.relays.includes(each));
    await settings.set({
      trackers: more(value.trackers, trackers, LIMITS.trackersPerPeer),
      relays: more(value.relays, relayTexts, LIMITS.relaysPerAnnouncement),
      invitedTo: more(value.invitedTo, swarm === null ? [] : [swarm], Infinity).slice(
        -MOST_INVITED,
      ),
    });
  }

  #swarms(): TrackedSwarms {
    const { repositories, settings } = this.#parts;
    const copies = repositories.all;
    const shown = copies.flatMap((copy) =>
      copy.visibility.to === 'nobody' ? [] : (copy.reading?.entry?.swarm ?? []),
    );
    const mine = copies.flatMap(({ reading }) => reading?.own?.swarm ?? []);
    // Who has a copy by now says itself who may know of it.
    const invited = settings.value.invitedTo.filter((swarm) => !mine.includes(swarm));
    const inOrder = (swarms: readonly SwarmId[]) => [...new Set(swarms)].sort();
    return {
      shown: inOrder(shown),
      invited: inOrder(invited),
      wanted: inOrder([...shown, ...mine, ...invited]),
    };
  }

  #places(): OwnPlaces {
    const { listenHost, port, relays } = this.#parts;
    const endpoints = ownAddresses(listenHost)
      .filter((host) => isGlobalEnough(host) || host === listenHost)
      .map((host) => ({ host, port: port() }));
    return { endpoints, relays: relays.up };
  }

  /** What somebody says of its addresses, as far as it can be so; the likeliest first. */
  #reachable(endpoints: readonly { host: string; port: number }[]) {
    const isHere = ipaddr.isValid(this.#parts.listenHost) && isLoopback(this.#parts.listenHost);
    const hosts = rankAddresses(
      endpoints.map(({ host }) => host),
      isHere ? ['127.0.0.1/8', '::1/128'] : [],
    );
    return hosts.flatMap((host) => endpoints.filter((each) => each.host === host));
  }
}

/** Whether a peer is on the same network, as far as its address tells. */
function isNear(peer: Peer | null): boolean {
  const link = peer?.link ?? null;
  if (link === null || !link.isDirect || !ipaddr.isValid(link.host)) return false;
  const range = ipaddr.parse(link.host.replace(/%.*/, '')).range();
  return ['private', 'uniqueLocal', 'linkLocal', 'loopback'].includes(range);
}

function isLoopback(host: string): boolean {
  return ipaddr.parse(host).range() === 'loopback';
}

/** Whether an address means anything beyond this computer and its cable. */
function isGlobalEnough(host: string): boolean {
  return !['loopback', 'linkLocal', 'unspecified'].includes(ipaddr.parse(host).range());
}
