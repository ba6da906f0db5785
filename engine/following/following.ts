import { randomUUID } from 'node:crypto';
import type { Handlers } from '../../shared/api/contract.ts';
import type { EngineContract } from '../../shared/api/engine-contract.ts';
import type { FastForward, Follow, RefUpdate } from '../../shared/api/state.ts';
import { type FollowRule, followKey } from '../../shared/domain/follow.ts';
import type { Alias } from '../../shared/domain/git/tracking-refs.ts';
import { InvalidRequestError } from '../../shared/errors.ts';
import { type PeerId, type RepositoryId, transferIdSchema } from '../../shared/ids.ts';
import type { Sources } from '../asking/sources.ts';
import { UnknownPeerError } from '../errors/peers.ts';
import type { Repository } from '../git/open.ts';
import type { Peers } from '../peers/peers.ts';
import type { Repositories } from '../repositories/repositories.ts';
import type { StateStore } from '../store/state-store.ts';
import type { Jobs } from '../transfers/jobs.ts';
import type { Transfers } from '../transfers/transfers.ts';
import { fastForward } from './fast-forward.ts';
import type { FollowRules } from './follow-rules.ts';
import { Follower } from './follower.ts';

export interface FollowingParts {
  readonly rules: FollowRules;
  readonly repositories: Repositories;
  readonly peers: Peers;
  readonly sources: Sources;
  readonly jobs: Jobs;
  readonly transfers: Transfers;
  readonly store: StateStore;
}

/** Whom the user follows: the commands, what is shown of it, and what is done by itself. */
export class Following implements AsyncDisposable {
  readonly #parts: FollowingParts;
  readonly #follower: Follower;

  constructor(parts: FollowingParts) {
    this.#parts = parts;
    this.#follower = new Follower({
      rules: parts.rules,
      repositories: parts.repositories,
      sources: parts.sources,
      fetch: (repository, rule, signal) => this.#fetch(repository, rule, signal),
      onProblem: (rule) => this.#show(rule),
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

  /** Shows all rules, and begins to follow. */
  start(): void {
    for (const rule of this.#parts.rules.all) this.#show(rule);
    this.look();
  }

  /** Moves my branches along that the rule names, as far as they can be. */
  async moveBranches(
    repository: { readonly id: RepositoryId; readonly opened: Repository },
    { peer, alias, updated }: { peer: PeerId; alias: Alias; updated: readonly RefUpdate[] },
    signal: AbortSignal,
  ): Promise<FastForward[]> {
    const branches = this.#parts.rules.find(peer, repository.id)?.fastForward ?? [];
    const moved: FastForward[] = [];
    for (const branch of branches) {
      const ref = `refs/remotes/${alias}/${branch}`;
      const target = updated.find((update) => update.ref === ref)?.new ?? null;
      if (target === null) continue;
      const outcome = await fastForward(repository.opened, branch, target, signal);
      if (outcome.kind === 'there already') continue;
      moved.push({ branch, refusal: outcome.kind === 'refused' ? outcome.reason : null });
    }
    return moved;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#follower[Symbol.asyncDispose]();
  }

  async #fetch(repository: RepositoryId, rule: FollowRule, signal: AbortSignal): Promise<void> {
    const { jobs, transfers } = this.#parts;
    const { only, except } = rule;
    const following = { only: [...only], except: [...except] };
    const request = { kind: 'fetch', repository, peers: [rule.peer], following } as const;
    const id = transferIdSchema.parse(randomUUID());
    const job = await jobs.begin(id, { ...request, peers: [rule.peer] }, signal);
    await transfers.run(job, signal);
  }

  #changed(place: Pick<FollowRule, 'peer' | 'repository'>): void {
    this.#follower.forget(place);
    this.#show(place);
    this.look(place.peer);
  }

  #show(place: Pick<FollowRule, 'peer' | 'repository'>): void {
    const key = followKey(place);
    const rule = this.#parts.rules.all.find((each) => followKey(each) === key);
    const value: Follow | null =
      rule === undefined ? null : { ...rule, problem: this.#follower.problemOf(rule) };
    this.#parts.store.set({ set: 'follows', key, value });
  }
}
