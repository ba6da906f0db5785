import { AsyncDisposableStack } from '@whatwg-node/disposablestack';
import type { Handlers } from '../shared/api/contract.ts';
import type { EngineContract } from '../shared/api/engine-contract.ts';
import type { Self } from '../shared/api/state.ts';
import { oneLine } from '../shared/domain/words/text.ts';
import { InvalidRequestError } from '../shared/errors.ts';
import { LIMITS } from '../shared/gtp/limits.ts';
import type { PeerId } from '../shared/ids.ts';
import { Contents } from './contents/contents.ts';
import { explainDataFolder } from './errors/data-folder.ts';
import { checkGitVersion } from './git/version.ts';
import { withoutDepot } from './mirroring/depot-commands.ts';
import { makeParts, type Parts } from './parts.ts';
import type { EngineOutput, StartParams } from './start-params.ts';
import { toldFirst } from './store/told-first.ts';

type RunningHandlers = Omit<Handlers<EngineContract>, 'engine.start' | 'engine.stop'>;

/** A running engine: carries out commands, tells what has changed, and ends in good order. */
export class Engine implements AsyncDisposable {
  /** The commands, each answered when all that it changed is told. */
  readonly handlers: RunningHandlers;
  readonly #parts: Parts;
  readonly #stack: AsyncDisposable;

  private constructor(parts: Parts, stack: AsyncDisposable) {
    this.#parts = parts;
    this.#stack = stack;
    this.handlers = toldFirst(this.#commands(), parts.store);
  }

  /**
   * Nothing is left open when it fails.
   * @throws GitMissingError, GitTooOldError, and what `makeParts` throws
   */
  static async start(params: StartParams, output: EngineOutput): Promise<Engine> {
    // Asked while the parts are made, and heard when none is being opened any more.
    const unusable = checkGitVersion().then(
      () => null,
      (error: Error) => error,
    );
    const stack = new AsyncDisposableStack();
    try {
      const parts = await makeParts(params, output, stack);
      const error = await unusable;
      if (error !== null) throw error;
      const { publisher, peers, heads, commands, projection, following, guests, store, swarms } =
        parts;
      const { room, mirroring } = parts;
      await parts.pushes.openAll();
      await publisher.publish();
      peers.restore();
      await heads.restore();
      await commands.restore();
      await guests.restore();
      room.restore();
      projection.showKept();
      following.look();
      mirroring?.look();
      // Whoever waits for the start may count on the repositories being in the state.
      store.flush();
      swarms.schedule();
      return new Engine(parts, stack);
    } catch (error) {
      await stack.disposeAsync();
      throw (await unusable) ?? explainDataFolder(params.dataDirectory, error);
    }
  }

  get self(): Self {
    return this.#parts.self();
  }

  /** The commands that need no more than the parts they name. */
  #commands(): RunningHandlers {
    const { peers, repositories, manifest, following, activity, browser } = this.#parts;
    const { commands, gitCommands, guests, rates, notifications, cloning, publisher, swarms } =
      this.#parts;
    const { ahead, mirrorCommands, room, roomCommits, heads, history } = this.#parts;
    const { doctor, hearings, pause, reach, mirroring, comparisons } = this.#parts;
    return {
      ...commands.handlers,
      ...gitCommands.handlers,
      ...mirrorCommands.handlers,
      ...following.handlers,
      ...heads.handlers,
      ...reach.handlers,
      ...this.#parts.pushing.handlers,
      ...(mirroring?.handlers ?? withoutDepot()),
      ...new Contents(repositories, comparisons).handlers,
      'activity.undo': async ({ entry, ref }) => {
        await activity.undo(entry, ref);
        swarms.fetched();
      },
      'self.rename': async ({ name }) => {
        const clean = oneLine(name, LIMITS.nameLength);
        if (clean === '') throw new InvalidRequestError('A name needs at least one letter.');
        await manifest.rename(clean);
        await publisher.publish();
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
      'repositories.add': async ({ path }) =>
        manifest.withLeftOut(await this.#published(repositories.add(path))),
      'repositories.setVisibility': ({ repository, visibility }) =>
        this.#published(repositories.setVisibility(repository, visibility)),
      'repositories.setHeads': ({ repository, ...patterns }) =>
        this.#published(repositories.setHeads(repository, patterns)),
      'repositories.countHeads': ({ repository, ...patterns }) =>
        repositories.countHeads(repository, patterns),
      'repositories.setFetchesAhead': ({ repository, on }) =>
        this.#published(repositories.setFetchesAhead(repository, on)),
      'repositories.remove': async ({ repository }) => {
        await ahead.leave(repository);
        await this.#published(repositories.remove(repository));
      },
      'guests.on': (choice) => guests.on(choice),
      'guests.off': () => guests.off(),
      'history.get': () => history.toHistory(),
      'room.on': (choice) => this.#published(room.on(choice)),
      'room.off': () => this.#published(room.off()),
      'room.commits': (_, signal) => roomCommits.look(signal),
      'sharing.pause': ({ until }) => this.#published(pause.pause(until)),
      'sharing.resume': () => this.#published(pause.resume()),
      'limits.set': (limits) => rates.set(limits),
      'limits.cap': ({ rate }) => rates.cap(rate),
      'notifications.set': (wanted) => notifications.set(wanted),
      'cloning.set': (wanted) => cloning.set(wanted),
      'doctor.look': ({ peer }, signal) => doctor.look(peer, signal),
      'discovery.seen': (sighting) => {
        hearings.heard(sighting);
        peers.seen(sighting);
      },
      'discovery.left': ({ peer }) => {
        hearings.saidGoodbye(peer);
        return peers.saidGoodbye(peer);
      },
      'discovery.refresh': () => {
        peers.refresh();
        reach.refresh();
        guests.refresh();
        pause.look();
      },
    };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#stack[Symbol.asyncDispose]();
  }

  /** What changes repositories is answered when that is in the state. */
  async #published<T>(change: Promise<T>): Promise<T> {
    const result = await change;
    await this.#parts.publisher.settled();
    return result;
  }

  async #setVouched(peer: PeerId, vouched: boolean): Promise<void> {
    await this.#parts.peers.setVouched(peer, vouched);
    await this.#parts.publisher.publish();
  }

  async #setTrusted(peer: PeerId, trusted: boolean): Promise<void> {
    await this.#parts.peers.setTrusted(peer, trusted);
    // What this peer may see has changed: it learns of it as of any change.
    await this.#parts.publisher.publish({ force: true });
  }
}
