import { mkdir, rm } from 'node:fs/promises';
import { hostname, userInfo } from 'node:os';
import { join } from 'node:path';
import type { Handlers, ParsedParams } from '../shared/api/contract.ts';
import type { Advertisement, EngineContract, LogEntry } from '../shared/api/engine-contract.ts';
import type { Self } from '../shared/api/state.ts';
import type { StateChange } from '../shared/api/state-change.ts';
import { oneLine } from '../shared/domain/text.ts';
import { asShoalError, InvalidRequestError } from '../shared/errors.ts';
import { LIMITS } from '../shared/gtp/limits.ts';
import type { PeerId } from '../shared/ids.ts';
import { checkGitVersion } from './git/version.ts';
import { Listener } from './gtp/listener.ts';
import { createRouter } from './gtp/router.ts';
import { type Identity, loadIdentity } from './identity/identity.ts';
import { wordsOf } from './identity/peer-id.ts';
import { PeerRecords } from './peers/peer-records.ts';
import { Peers } from './peers/peers.ts';
import { ReelCache } from './reels/reel-cache.ts';
import { Repositories } from './repositories/repositories.ts';
import { EventHub } from './serving/event-hub.ts';
import { OwnManifest } from './serving/own-manifest.ts';
import { Service } from './serving/service.ts';
import { StateStore } from './state-store.ts';
import { SwarmProjection } from './swarms/swarm-projection.ts';
import { Aliases } from './transfers/aliases.ts';
import { TransferCommands } from './transfers/transfer-commands.ts';
import { Transfers } from './transfers/transfers.ts';

/** What cached blocks may take on disk, in bytes. */
const REEL_CACHE_BYTES = 4 * 1024 ** 3;

/** What the engine tells its host, beside the answers to commands. */
export interface EngineOutput {
  stateChanged(changes: readonly StateChange[]): void;
  advertise(advertisement: Advertisement): void;
  log(entry: LogEntry): void;
}

type StartParams = ParsedParams<EngineContract, 'engine.start'>;

/** All parts of a running engine. They are made in order, and ended in the opposite one. */
export class Engine implements AsyncDisposable {
  readonly #parts: Parts;
  readonly #version: string;
  readonly #output: EngineOutput;
  #publishing: Promise<void> = Promise.resolve();

  private constructor(parts: Parts, version: string, output: EngineOutput) {
    this.#parts = parts;
    this.#version = version;
    this.#output = output;
  }

  /** @throws GitMissingError, GitTooOldError, BusyPortError */
  static async start(params: StartParams, output: EngineOutput): Promise<Engine> {
    await checkGitVersion();
    const engine: { current: Engine | null } = { current: null };
    const parts = await makeParts(params, output, () => engine.current?.publish());
    engine.current = new Engine(parts, params.version, output);
    await engine.current.publish();
    // Whoever waits for the start may count on the repositories being in the state.
    parts.store.flush();
    parts.swarms.schedule();
    return engine.current;
  }

  get self(): Self {
    const { identity, manifest, listener } = this.#parts;
    return {
      id: identity.id,
      name: manifest.name,
      words: wordsOf(identity.id),
      version: this.#version,
      port: listener.port,
    };
  }

  /** Brings manifest, network and state in step with what has changed here, one change after the other. */
  async publish(options: { force?: boolean } = {}): Promise<void> {
    const next = this.#publishing.then(() => this.#publishOnce(options.force ?? false));
    this.#publishing = next.catch(() => {});
    await next;
  }

  async #publishOnce(force: boolean): Promise<void> {
    const { manifest, events, store, repositories, identity, listener, swarms } = this.#parts;
    const isNew = await manifest.refresh(force);
    if (isNew) {
      events.announce({ type: 'manifest', seq: manifest.seq });
      this.#output.advertise({
        peer: identity.id,
        name: manifest.name,
        port: listener.port,
        seq: manifest.seq,
        swarms: manifest.publicSwarms(),
      });
    }
    store.set({ set: 'self', value: this.self });
    for (const copy of repositories.all) {
      store.set({ set: 'repositories', key: copy.record.id, value: copy.toState() });
    }
    swarms.schedule();
  }

  /** The commands that need no more than the parts they name. */
  get handlers(): Omit<Handlers<EngineContract>, 'engine.start' | 'engine.stop'> {
    const { peers, repositories, manifest, transfers, commands, store } = this.#parts;
    return {
      ...commands.handlers,
      'self.rename': async ({ name }) => {
        const clean = oneLine(name, LIMITS.nameLength);
        if (clean === '') throw new InvalidRequestError('A name needs at least one letter.');
        await manifest.rename(clean);
        await this.publish();
      },
      'peers.connect': async (endpoint, signal) => ({
        peer: await peers.connect(endpoint, signal),
      }),
      'peers.trust': ({ peer }) => this.#setTrusted(peer, true),
      'peers.untrust': ({ peer }) => this.#setTrusted(peer, false),
      'peers.forget': ({ peer }) => peers.forget(peer),
      'repositories.add': ({ path }) => repositories.add(path),
      'repositories.setVisibility': ({ repository, visibility }) =>
        repositories.setVisibility(repository, visibility),
      'repositories.setHeads': ({ repository, ...patterns }) =>
        repositories.setHeads(repository, patterns),
      'repositories.remove': async ({ repository }) => {
        await repositories.remove(repository);
        store.set({ set: 'repositories', key: repository, value: null });
      },
      'transfers.cancel': ({ transfer }) => transfers.cancel(transfer),
      'transfers.dismiss': ({ transfer }) => transfers.dismiss(transfer),
      'discovery.seen': (sighting) => peers.seen(sighting),
      'discovery.left': ({ peer }) => peers.saidGoodbye(peer),
      'discovery.refresh': () => peers.refresh(),
    };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const { transfers, peers, listener, swarms, repositories, reels, store } = this.#parts;
    await transfers.stop();
    peers[Symbol.dispose]();
    await listener.close();
    await swarms[Symbol.asyncDispose]();
    await repositories[Symbol.asyncDispose]();
    await this.#publishing;
    reels.dispose();
    store.flush();
    store[Symbol.dispose]();
  }

  async #setTrusted(peer: PeerId, trusted: boolean): Promise<void> {
    await this.#parts.peers.setTrusted(peer, trusted);
    // What this peer may see has changed: it learns of it as of any change.
    await this.publish({ force: true });
  }
}

type Parts = Awaited<ReturnType<typeof makeParts>>;

async function makeParts(
  params: StartParams,
  output: EngineOutput,
  onContentChange: () => unknown,
) {
  const { dataDirectory, listen } = params;
  const logged = (error: unknown) => output.log({ level: 'error', message: explain(error) });
  const store = new StateStore((changes) => output.stateChanged(changes));
  const identity: Identity = await loadIdentity(dataDirectory);
  const scratchDirectory = join(dataDirectory, 'scratch');
  await rm(scratchDirectory, { recursive: true, force: true });
  await mkdir(scratchDirectory, { recursive: true, mode: 0o700 });

  const repositories = await Repositories.open(dataDirectory, () => {
    Promise.resolve(onContentChange()).catch(logged);
  });
  const manifest = await OwnManifest.open(dataDirectory, identity, repositories, defaultName());
  if (params.name !== undefined) {
    await manifest.rename(oneLine(params.name, LIMITS.nameLength) || defaultName());
  }
  const records = await PeerRecords.open(dataDirectory);
  const reels = new ReelCache(join(dataDirectory, 'reels'), REEL_CACHE_BYTES);
  const events = new EventHub();
  const isTrusted = (peer: PeerId) => records.isTrusted(peer);
  const service = new Service({
    manifest,
    repositories,
    reels,
    events,
    isTrusted,
    scratchDirectory,
  });
  const handle = createRouter(service, logged);
  const peers = new Peers(identity, records, handle, (peer) => {
    store.set({ set: 'peers', key: peer, value: peers.toState(peer) });
    swarms.schedule();
  });
  const aliases = await Aliases.open(dataDirectory);
  const swarms = new SwarmProjection({ repositories, peers, aliases, store });
  const transfers = new Transfers((id) => {
    const value = transfers.toState(id);
    store.set({ set: 'transfers', key: id, value });
    if (value === null || value.phase.state === 'done') swarms.schedule();
  });
  const commands = new TransferCommands({
    self: identity.id,
    repositories,
    peers,
    aliases,
    transfers,
  });
  const listener = await Listener.open(listen, identity, handle, (link) => peers.accept(link));
  return {
    store,
    identity,
    repositories,
    manifest,
    reels,
    events,
    peers,
    swarms,
    transfers,
    commands,
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
