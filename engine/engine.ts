import type { Handlers } from '../shared/api/contract.ts';
import type { EngineContract } from '../shared/api/engine-contract.ts';
import type { Self } from '../shared/api/state.ts';
import { oneLine } from '../shared/domain/words/text.ts';
import { InvalidRequestError } from '../shared/errors.ts';
import { LIMITS } from '../shared/gtp/limits.ts';
import type { PeerId, RepositoryId } from '../shared/ids.ts';
import { checkGitVersion } from './git/version.ts';
import { wordsOf } from './identity/peer-id.ts';
import { type EngineOutput, makeParts, type Parts, type StartParams } from './parts.ts';

/** A running engine: carries out commands, tells what has changed, and ends in good order. */
export class Engine implements AsyncDisposable {
  readonly #parts: Parts;
  readonly #version: string;
  readonly #output: EngineOutput;
  #publishing: Promise<void> = Promise.resolve();
  #published: ReadonlySet<RepositoryId> = new Set();

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
    parts.peers.restore();
    await parts.commands.restore();
    for (const entry of parts.activityLog.all) {
      parts.store.set({ set: 'activity', key: entry.id, value: entry });
    }
    parts.following.start();
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
    store.set({ set: 'limits', value: this.#parts.rates.value });
    store.set({ set: 'notifications', value: this.#parts.notifications.value });
    const known = new Map(repositories.all.map((copy) => [copy.record.id, copy.toState()]));
    for (const key of [...this.#published, ...known.keys()]) {
      store.set({ set: 'repositories', key, value: known.get(key) ?? null });
    }
    this.#published = new Set(known.keys());
    this.#parts.following.look();
    swarms.schedule();
  }

  /** The commands that need no more than the parts they name. */
  get handlers(): Omit<Handlers<EngineContract>, 'engine.start' | 'engine.stop'> {
    const { peers, repositories, manifest, commands, following, activity, browser } = this.#parts;
    const { rates, notifications, store } = this.#parts;
    return {
      ...commands.handlers,
      ...following.handlers,
      'activity.undo': async ({ entry, ref }) => {
        await activity.undo(entry, ref);
        this.#parts.swarms.fetched();
      },
      'self.rename': async ({ name }) => {
        const clean = oneLine(name, LIMITS.nameLength);
        if (clean === '') throw new InvalidRequestError('A name needs at least one letter.');
        await manifest.rename(clean);
        await this.publish();
      },
      'peers.connect': async (endpoint, signal) => ({
        peer: await peers.connect(endpoint, signal),
      }),
      browse: (params, signal) => browser.browse(params, signal),
      'peers.trust': ({ peer }) => this.#setTrusted(peer, true),
      'peers.untrust': ({ peer }) => this.#setTrusted(peer, false),
      'peers.vouch': ({ peer }) => this.#setVouched(peer, true),
      'peers.unvouch': ({ peer }) => this.#setVouched(peer, false),
      'peers.forget': ({ peer }) => peers.forget(peer),
      'repositories.add': ({ path }) => repositories.add(path),
      'repositories.setVisibility': ({ repository, visibility }) =>
        repositories.setVisibility(repository, visibility),
      'repositories.setHeads': ({ repository, ...patterns }) =>
        repositories.setHeads(repository, patterns),
      'repositories.remove': ({ repository }) => repositories.remove(repository),
      'limits.set': async (limits) => {
        await rates.set(limits);
        store.set({ set: 'limits', value: limits });
      },
      'notifications.set': async (wanted) => {
        await notifications.update(() => wanted);
        store.set({ set: 'notifications', value: wanted });
      },
      'discovery.seen': (sighting) => peers.seen(sighting),
      'discovery.left': ({ peer }) => peers.saidGoodbye(peer),
      'discovery.refresh': () => peers.refresh(),
    };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const {
      transfers,
      housekeeping,
      peers,
      relay,
      listener,
      swarms,
      repositories,
      reels,
      held,
      store,
    } = this.#parts;
    await this.#parts.following[Symbol.asyncDispose]();
    await transfers.stop();
    await this.#parts.activity[Symbol.asyncDispose]();
    await housekeeping[Symbol.asyncDispose]();
    relay[Symbol.dispose]();
    peers[Symbol.dispose]();
    await listener.close();
    await swarms[Symbol.asyncDispose]();
    await repositories[Symbol.asyncDispose]();
    await this.#publishing;
    reels.dispose();
    held[Symbol.dispose]();
    store.flush();
    store[Symbol.dispose]();
  }

  async #setVouched(peer: PeerId, vouched: boolean): Promise<void> {
    await this.#parts.peers.setVouched(peer, vouched);
    await this.publish();
  }

  async #setTrusted(peer: PeerId, trusted: boolean): Promise<void> {
    await this.#parts.peers.setTrusted(peer, trusted);
    // What this peer may see has changed: it learns of it as of any change.
    await this.publish({ force: true });
  }
}
