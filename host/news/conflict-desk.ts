import type { AppState } from '../../shared/api/state.ts';
import type { StateChange } from '../../shared/api/state-change.ts';
import type { AlternativeHead, Swarm } from '../../shared/api/swarm-state.ts';
import { ruleFor } from '../../shared/domain/follow.ts';
import { conflictCount } from '../../shared/domain/git/merge-outlook.ts';
import type { News, NewsHead } from '../../shared/domain/words/news.ts';
import type { PeerId, RepositoryId, SwarmId } from '../../shared/ids.ts';
import { t } from '../../shared/texts/texts.ts';
import { Gathering } from './gathering.ts';

/** A teammate's head that would not merge cleanly any more. */
interface Conflict {
  readonly project: string;
  readonly place: NewsHead;
  readonly name: string;
  readonly mine: string | null;
  readonly files: number;
}

/** Tells when somebody's head comes to conflict with mine: not of what was so when it was first seen. */
export class ConflictDesk implements Disposable {
  readonly #gathering: Gathering<Conflict>;
  /** Whether each head conflicts, by project, teammate, ref and copy of mine. */
  readonly #known = new Map<SwarmId, ReadonlyMap<string, boolean>>();
  #state: AppState | null = null;

  constructor(tell: (news: News) => void) {
    this.#gathering = new Gathering((conflicts) => {
      const [first] = conflicts;
      if (first === undefined || this.#state === null) return;
      tell(newsOf(first, conflicts.length - 1, this.#state));
    });
  }

  /** To be called with every change of the state. @param state the one after the changes */
  look(changes: readonly StateChange[], state: AppState): void {
    this.#state = state;
    for (const change of changes) {
      if (change.set !== 'swarms') continue;
      const key = change.key as SwarmId;
      if (change.value === null) this.#known.delete(key);
      else this.#compare(change.value, state);
    }
    if (!areWanted(state)) this.#gathering.clear();
  }

  [Symbol.dispose](): void {
    this.#gathering.clear();
  }

  #compare(swarm: Swarm, state: AppState): void {
    const before = this.#known.get(swarm.id);
    const met = new Set([...(before?.keys() ?? [])].map((key) => key.split(' ', 1)[0]));
    const now = new Map<string, boolean>();
    for (const { peer, heads } of swarm.alternatives) {
      for (const head of heads) {
        for (const copy of swarm.local) {
          const key = `${peer} ${head.ref} ${copy}`;
          const was = before?.get(key);
          const is = conflicts(head, copy);
          // What is not known yet is as it was.
          const conflict = is ?? was;
          if (conflict !== undefined) now.set(key, conflict);
          // One that was fine, or that is new of somebody whose heads have been seen before.
          const isNews = is === true && (was === false || (was === undefined && met.has(peer)));
          if (isNews && isWanted(state, peer, copy)) {
            this.#gathering.add(conflictOf(swarm.name, peer, head, copy));
          }
        }
      }
    }
    this.#known.set(swarm.id, now);
  }
}

function areWanted({ notifications, settings }: AppState): boolean {
  return !notifications.isMuted && settings.values['notify-conflicts'];
}

function isWanted(state: AppState, peer: PeerId, copy: RepositoryId): boolean {
  return areWanted(state) && ruleFor(Object.values(state.follows), peer, copy)?.isMuted !== true;
}

/** Undefined while that is not known. */
function conflicts({ standing }: AlternativeHead, copy: RepositoryId): boolean | undefined {
  const merge = standing[copy]?.merge ?? null;
  return merge === null ? undefined : merge.kind === 'conflicts';
}

function conflictOf(
  project: string,
  peer: PeerId,
  { name, ref, oid, standing }: AlternativeHead,
  repository: RepositoryId,
): Conflict {
  const { against = null, merge = null } = standing[repository] ?? {};
  return {
    ...{ project, name, mine: against, files: conflictCount(merge) },
    place: { repository, peer, ref, oid },
  };
}

/** The first of them in full, the others counted. */
function newsOf(first: Conflict, others: number, { peers }: AppState): News {
  const { project, place, name, mine, files } = first;
  const words = t.changes;
  const told =
    mine === null
      ? words.wouldConflictWithYours(name, files)
      : words.wouldConflict(name, mine, files);
  return {
    title: words.news(peers[place.peer]?.name ?? words.someTeammate, project),
    body: others === 0 ? told : words.andOtherHeads(told, others),
    head: place,
  };
}
