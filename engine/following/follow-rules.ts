import { z } from 'zod';
import { type FollowRule, followKey, ruleFor } from '../../shared/domain/follow.ts';
import {
  type PeerId,
  peerIdSchema,
  type RepositoryId,
  repositoryIdSchema,
} from '../../shared/ids.ts';
import type { DataFolder } from '../store/data-folder.ts';
import type { JsonFile } from '../store/json-file.ts';

const ruleSchema = z.object({
  peer: peerIdSchema,
  repository: repositoryIdSchema.nullable(),
  only: z.array(z.string()),
  except: z.array(z.string()),
  fastForward: z.array(z.string()),
  isMuted: z.boolean().default(false),
});

/** Whom the user follows, and where; kept on disk. */
export class FollowRules {
  readonly #file: JsonFile<FollowRule[]>;

  private constructor(file: JsonFile<FollowRule[]>) {
    this.#file = file;
  }

  static async open(folder: DataFolder): Promise<FollowRules> {
    return new FollowRules(await folder.openList<FollowRule>('follows.json', ruleSchema));
  }

  get all(): readonly FollowRule[] {
    return this.#file.value;
  }

  find(peer: PeerId, repository: RepositoryId): FollowRule | null {
    return ruleFor(this.all, peer, repository);
  }

  /** Adds a rule, in place of the one for the same peer and place. */
  async set(rule: FollowRule): Promise<void> {
    await this.#file.update((rules) => [...without(rules, rule), rule]);
  }

  async remove(place: Pick<FollowRule, 'peer' | 'repository'>): Promise<void> {
    await this.#file.update((rules) => without(rules, place));
  }
}

function without(
  rules: readonly FollowRule[],
  place: Pick<FollowRule, 'peer' | 'repository'>,
): FollowRule[] {
  return rules.filter((rule) => followKey(rule) !== followKey(place));
}
