import type { FastForward, RefUpdate } from '../../shared/api/activity-state.ts';
import type { Alias } from '../../shared/domain/git/tracking-refs.ts';
import { asShoalError } from '../../shared/errors.ts';
import type { PeerId, RepositoryId } from '../../shared/ids.ts';
import type { Sources } from '../asking/sources.ts';
import type { Repository } from '../git/open.ts';
import { type FastForwarded, fastForward } from './fast-forward.ts';
import type { FollowRules } from './follow-rules.ts';

/** Moves my branches along that the rule for a teammate names, as far as they can be. */
export async function moveBranches(
  { rules, sources }: { readonly rules: FollowRules; readonly sources: Sources },
  repository: { readonly id: RepositoryId; readonly opened: Repository },
  { peer, alias, updated }: { peer: PeerId; alias: Alias; updated: readonly RefUpdate[] },
  signal: AbortSignal,
): Promise<FastForward[]> {
  const [sender, isTrusted] = [sources.nameOf(peer), sources.isTrusted(peer)];
  const branches = rules.find(peer, repository.id)?.fastForward ?? [];
  const moved: FastForward[] = [];
  for (const branch of branches) {
    const ref = `refs/remotes/${alias}/${branch}`;
    const target = updated.find((update) => update.ref === ref)?.new ?? null;
    if (target === null) continue;
    const move = { target, sender, isTrusted };
    const outcome = await fastForward(repository.opened, branch, move, signal).catch(
      (error: unknown): FastForwarded => {
        signal.throwIfAborted();
        // One branch that cannot be moved leaves the others, and what was fetched, as they are.
        return { kind: 'refused', reason: asShoalError(error).message };
      },
    );
    if (outcome.kind === 'there already') continue;
    moved.push({ branch, refusal: outcome.kind === 'refused' ? outcome.reason : null });
  }
  return moved;
}
