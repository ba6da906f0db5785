import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import pLimit from 'p-limit';
import type { SharedRepository } from '../../shared/gtp/manifest.ts';
import type { ChainPage } from '../../shared/gtp/push.ts';
import type { PeerId } from '../../shared/ids.ts';
import { PeerLine } from '../asking/peer-line.ts';
import { RemoteCopy } from '../asking/remote-copy.ts';
import { SeenChains } from '../chain/seen-chains.ts';
import { openRepository } from '../git/open.ts';
import { updateRefs } from '../git/update-ref.ts';
import { dial } from '../gtp/dial.ts';
import type { Link } from '../gtp/link.ts';
import { Listener } from '../gtp/listener.ts';
import {
  createRouter,
  type GtpService,
  type PushService,
  type StreamHandler,
  sendJson,
} from '../gtp/router.ts';
import { Throttle } from '../gtp/throttle.ts';
import { type Identity, loadIdentity } from '../identity/identity.ts';
import type { PushTarget, PushTargets } from '../pushes/push-target.ts';
import { Pushes } from '../pushes/pushes.ts';
import { DepotChains } from '../pushing/depot-chains.ts';
import { heardOf, toldOf, type Witness } from '../pushing/heard-statements.ts';
import { type PushTask, type PushWish, pushToDepot } from '../pushing/push-to-depot.ts';
import { Repositories } from '../repositories/repositories.ts';
import { PushRoutes } from '../serving/push-routes.ts';
import { DataFolder } from '../store/data-folder.ts';
import { git } from './git.ts';

const HERE = '127.0.0.1';

/** A bare repository, and the room that a depot has for it. */
class BareTarget implements PushTarget {
  readonly record: PushTarget['record'];
  readonly chainFolder: string;
  readonly path: string;
  /** How many bytes of a push find room. */
  room = Number.POSITIVE_INFINITY;
  readonly #turns = pLimit(1);
  readonly #onMoved: () => Promise<void>;

  constructor(
    record: PushTarget['record'],
    path: string,
    chainFolder: string,
    onMoved: () => Promise<void>,
  ) {
    this.record = record;
    this.path = path;
    this.chainFolder = chainFolder;
    this.#onMoved = onMoved;
    mkdirSync(chainFolder, { recursive: true });
  }

  exclusively: PushTarget['exclusively'] = (work) =>
    this.#turns(async () => work(await openRepository(this.path)));

  moveRefs: PushTarget['moveRefs'] = async (opened, changes, reason, signal) => {
    await updateRefs(opened, changes, reason, signal);
    await this.#onMoved();
  };

  async roomFor(bytes: number): Promise<void> {
    if (bytes > this.room) throw new Error('no room');
  }

  async takesPushes(): Promise<void> {}
}

/** Somebody who pushes to the depot of a room. */
export class Pusher {
  readonly identity: Identity;
  readonly link: Link;
  readonly chains: DepotChains;
  /** What depots stated to this one. */
  readonly seen: SeenChains;
  /** Who is around, and tells what depots stated. */
  witnesses: readonly Witness[] = [];
  readonly #room: DepotRoom;

  constructor(room: DepotRoom, identity: Identity, link: Link, seen: SeenChains) {
    this.#room = room;
    this.identity = identity;
    this.link = link;
    this.seen = seen;
    this.chains = new DepotChains({
      ...{ self: identity.id, seen, nameOf: (peer) => room.nameOf(peer), isHere: () => true },
      heard: (depot, about) => heardOf(this.witnesses, depot, about),
      told: () => toldOf(this.witnesses),
      shows: (peer) => (peer === room.depot.id ? [room.shown()] : []),
    });
  }

  /** What this one tells others of the depot. */
  get told(): Witness {
    const { swarm } = this.#room.target.record;
    return { id: this.identity.id, repositories: [{ seen: this.seen.statements([swarm], false) }] };
  }

  /** The depot's copy as it is shown at this moment. */
  copy(): RemoteCopy {
    const { depot } = this.#room;
    const line = new PeerLine({ id: depot.id, name: 'Depot' }, () => this.link, new Throttle());
    return new RemoteCopy(line, this.#room.shown());
  }

  task(signal = new AbortController().signal): PushTask {
    const { identity, chains } = this;
    const nameOf = (peer: PeerId) => this.#room.nameOf(peer);
    const idOf = () => null;
    return { identity, chains, nameOf, idOf, uploads: new Throttle(), copy: this.copy(), signal };
  }

  push(gitDir: string, wanted: PushWish['wanted'], more: Partial<PushWish> = {}) {
    const wish = { gitDir, wanted, isAtomic: false, isDryRun: false, ...more };
    return pushToDepot(this.task(), wish);
  }
}

/** A depot with one project, Anna its owner, and those who push to it over real connections. */
export class DepotRoom implements AsyncDisposable {
  readonly folder: string;
  readonly depot: Identity;
  readonly owner: PeerId;
  readonly target: BareTarget;
  /** What a depot that lies makes of an answer. */
  tamper: ((page: ChainPage) => ChainPage) | null = null;
  readonly #repositories: Repositories;
  readonly #links: Link[] = [];
  readonly #names = new Map<PeerId, string>();
  #pushes: Pushes;
  #listener: Listener | null = null;

  private constructor(parts: {
    folder: string;
    depot: Identity;
    repositories: Repositories;
    target: BareTarget;
  }) {
    this.folder = parts.folder;
    this.depot = parts.depot;
    this.target = parts.target;
    this.owner = parts.target.record.owner;
    this.#repositories = parts.repositories;
    this.#pushes = this.#newPushes();
    this.#names.set(parts.depot.id, 'Depot');
  }

  /** Begins anew, or goes on with what is in the folder. @param source what the depot mirrors at first */
  static async open(source: string, folder: string): Promise<DepotRoom> {
    const depot = await loadIdentity(join(folder, 'depot'));
    const anna = await loadIdentity(join(folder, 'Anna'));
    const path = join(folder, 'depot', 'project.git');
    if (!existsSync(path)) {
      git(folder, ['clone', '--quiet', '--bare', '--no-local', source, path]);
    }
    const data = new DataFolder(join(folder, 'depot'), () => {});
    const repositories = await Repositories.open(data);
    const { id } = await repositories.add(path);
    await repositories.setVisibility(id, { to: 'everyone' });
    const copy = repositories.get(id);
    const swarm = copy.reading?.own?.swarm;
    if (swarm === undefined) throw new Error('the depot has nothing to show');
    const record = { id, swarm, owner: anna.id };
    const target = new BareTarget(record, path, join(folder, 'depot', 'chain'), () =>
      copy.refresh(),
    );
    const room = new DepotRoom({ folder, depot, repositories, target });
    await room.serve();
    return room;
  }

  get pushes(): Pushes {
    return this.#pushes;
  }

  get chainFile(): string {
    return join(this.target.chainFolder, 'chain.jsonl');
  }

  /** Begins anew, as after a start of the program. */
  async restart(): Promise<void> {
    this.#pushes = this.#newPushes();
    await this.#pushes.openAll();
    await this.#repositories.refreshAll();
  }

  async serve(): Promise<void> {
    const { target, depot } = this;
    const routes: PushService = {
      chain: async (exchange, id, from) => {
        const { tamper } = this;
        const pushes = await this.#pushes.find(id);
        if (tamper === null || pushes === null) return this.#routes().chain(exchange, id, from);
        sendJson(exchange, tamper(Pushes.page(pushes, from)));
      },
      push: (...asked) => this.#routes().push(...asked),
    };
    const handle = createRouter({} as GtpService, routes, (error) => console.error(error));
    await this.#pushes.openAll();
    this.#listener = await Listener.open({ host: HERE, port: 0 }, depot, handle, (link) =>
      this.#links.push(link),
    );
    await this.#repositories.get(target.record.id).refresh();
  }

  /** What the depot shows of its copy at this moment. */
  shown(): SharedRepository {
    const { id } = this.target.record;
    const entry = this.#repositories.get(id).manifestEntry();
    if (entry === null) throw new Error('the depot has nothing to show');
    const pushes = this.#pushes.mark(id, entry.heads);
    return { ...entry, ...(pushes === null ? {} : { pushes }) };
  }

  async pusher(name: string): Promise<Pusher> {
    const identity = await loadIdentity(join(this.folder, name));
    this.#names.set(identity.id, name);
    const endpoints = [{ host: HERE, port: this.#listener?.port ?? 0 }];
    const handle: StreamHandler = (stream) => stream.close();
    const link = await dial(endpoints, { identity, handle, expected: this.depot.id });
    this.#links.push(link);
    const seen = await SeenChains.open(new DataFolder(join(this.folder, name), () => {}));
    return new Pusher(this, identity, link, seen);
  }

  nameOf(peer: PeerId): string {
    return this.#names.get(peer) ?? peer;
  }

  /** What is on disk stays. */
  async end(): Promise<void> {
    for (const link of this.#links) link[Symbol.dispose]();
    await this.#listener?.[Symbol.asyncDispose]();
    await this.#repositories[Symbol.asyncDispose]();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.end();
    rmSync(this.folder, { recursive: true, force: true });
  }

  #routes(): PushRoutes {
    const repositories = this.#repositories;
    return new PushRoutes({
      ...{ pushes: this.#pushes, targets: this.#targets, repositories },
      isTrusted: () => false,
    });
  }

  #newPushes(): Pushes {
    const scratchDirectory = join(this.folder, 'depot', 'scratch');
    mkdirSync(scratchDirectory, { recursive: true });
    return new Pushes({
      ...{ identity: this.depot, targets: this.#targets, scratchDirectory },
      isTrusted: () => false,
      nameOf: (peer) => this.nameOf(peer),
      onFault: (error) => console.error(error),
    });
  }

  get #targets(): PushTargets {
    const { target } = this;
    return { all: [target], find: (id) => (id === target.record.id ? target : null) };
  }
}
