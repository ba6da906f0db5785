import { EventEmitter } from 'node:events';
import type { Handlers } from '../../shared/api/contract.ts';
import type { EngineContract } from '../../shared/api/engine-contract.ts';
import type { Follow } from '../../shared/api/state.ts';
import { type FollowRule, followKey } from '../../shared/domain/follow.ts';
import { InvalidRequestError } from '../../shared/errors.ts';
import type { PeerId, RepositoryId } from '../../shared/ids.ts';
import { newTransferId } from '../../shared/new-transfer-id.ts';
import type { Sources } from '../asking/sources.ts';
import { UnknownPeerError } from '../errors/peers.ts';
import type { Peers } from '../peers/peers.ts';
import type { Repositories } from '../repositories/repositories.ts';
import type { Jobs } from '../transfers/jobs.ts';
import type { Transfers } from '../transfers/transfers.ts';
import type { FollowRules } from './follow-rules.ts';
import { Follower } from './follower.ts';

/** Whom a rule is for, and where it holds. */
type Place = Pick<FollowRule, 'peer' | 'repository'>;

export interface FollowingParts {
  readonly rules: FollowRules;
  readonly repositories: Repositories;
  readonly peers: Peers;
  readonly sources: Sources;
  readonly jobs: Jobs;
  readonly transfers: Transfers;
}

/** Whom the user follows: the commands, what is shown of it, and what is done by itself. */
export class Following implements AsyncDisposable {
  /** A rule was set or removed, or what stands in its way has changed. */
  readonly events = new EventEmitter<{ changed: [place: Place] }>();
  readonly #parts: FollowingParts;
  readonly #follower: Follower;

  constructor(parts: FollowingParts) {
    this.#parts = parts;
    this.#follower = new Follower({
      rules: parts.rules,
      repositories: parts.repositories,
      sources: parts.sources,
      fetch: (repository, rule, signal) => this.#fetch(repository, rule, signal),
      onProblem: (rule) => this.events.emit('changed', rule),
    });
  }

  get handlers(): Pick<Handlers<EngineContract>, 'follow.set' | 'follow.remove'> {
    const { rules, peers, repositories } = this.#parts;
    return {
      'follow.set': async (rule) => {
        if (peers.nameOf(rule.peer) === null) throw new UnknownPeerError();
        if (rule.repository !== null) repositories.get(rule.repository);
        else if (rule.fastForward.length > 0) {
          throw new InvalidRequestError('Name one repository for branches that move along.');
        }
        await rules.set(rule);
        this.#changed(rule);
      },
      'follow.remove': async (place) => {
        await rules.remove(place);
        this.#changed(place);
      },
    };
  }

  /** To be called when a peer, or anything here, has changed. @param peer everybody if left out */
  look(peer?: PeerId): void {
    this.#follower.look(peer);
  }

  /** Null where there is no rule. */
  toState(place: Place): Follow | null {
    const key = followKey(place);
    const rule = this.#parts.rules.all.find((each) => followKey(each) === key);
    return rule === undefined ? null : { ...rule, problem: this.#follower.problemOf(rule) };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#follower[Symbol.asyncDispose]();
  }

  async #fetch(repository: RepositoryId, rule: FollowRule, signal: AbortSignal): Promise<void> {
    const { jobs, transfers } = this.#parts;
    const { only, except } = rule;
    const following = { only: [...only], except: [...except] };
    const request = { kind: 'fetch', repository, peers: [rule.peer], following } as const;
    const id = newTransferId();
    const job = await jobs.begin(id, { ...request, peers: [rule.peer] }, signal);
    await transfers.run(job, signal);
  }

  #changed(place: Place): void {
    this.#follower.forget(place);
    this.events.emit('changed', place);
    this.look(place.peer);
  }
}
