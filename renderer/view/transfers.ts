import {
  type AppState,
  isRunning,
  type LocalRepository,
  type Transfer,
} from '../../shared/api/state.ts';
import { count, formatBytes, formatDuration } from '../../shared/domain/quantity.ts';
import { percent } from '../../shared/domain/transfer-progress.ts';
import { assertNever } from '../../shared/errors.ts';
import type { SwarmId } from '../../shared/ids.ts';

/** Running ones first, then the latest. */
export function orderTransfers(transfers: AppState['transfers']): Transfer[] {
  return Object.values(transfers).sort(
    (a, b) => Number(isRunning(b)) - Number(isRunning(a)) || b.startedAt - a.startedAt,
  );
}

export function runningTransfers(transfers: AppState['transfers']): Transfer[] {
  return orderTransfers(transfers).filter(isRunning);
}

/** The transfer under way in a swarm, if any. */
export function runningIn(swarm: SwarmId, transfers: AppState['transfers']): Transfer | null {
  return runningTransfers(transfers).find((transfer) => transfer.swarm === swarm) ?? null;
}

/** The transfer that writes into this folder right now, if any. */
export function runningInto(path: string, transfers: AppState['transfers']): Transfer | null {
  return runningTransfers(transfers).find((transfer) => transfer.path === path) ?? null;
}

/** `cloning 62 %`: what a list shows of a transfer under way. */
export function runningLabel(transfer: Transfer): string {
  const verb = transfer.kind === 'clone' ? 'cloning' : 'fetching';
  const done = transfer.phase.state === 'receiving' ? percent(transfer.progress) : null;
  return done === null ? verb : `${verb} ${done} %`;
}

/** What is going on, or how it ended, in a few words. */
export function phaseLabel(transfer: Transfer): string {
  const { phase, kind, progress } = transfer;
  switch (phase.state) {
    case 'asking':
      return 'Asking who has what';
    case 'receiving': {
      const done = percent(progress);
      return done === null ? 'Receiving' : `${done} %`;
    }
    case 'checking':
      return 'Checking every object';
    case 'finishing':
      return 'Finishing';
    case 'done':
      return doneLabel(kind, phase.result);
    case 'cancelled':
      return 'Cancelled, nothing was changed';
    case 'failed':
      return phase.sentence;
    default:
      return assertNever(phase);
  }
}

function doneLabel(
  kind: Transfer['kind'],
  result: { updated: readonly unknown[]; bytes: number; seconds: number },
): string {
  const size = `${formatBytes(result.bytes)} in ${formatDuration(result.seconds)}`;
  if (kind === 'clone') return `Cloned, ${size}`;
  if (result.updated.length === 0) return 'Nothing was new';
  return `Fetched ${count(result.updated.length, 'head')}, ${size}`;
}

/** The repository that a fetch went into, by its folder; it may be gone from the list by now. */
export function repositoryAt(
  path: string,
  repositories: AppState['repositories'],
): LocalRepository | null {
  return Object.values(repositories).find((repository) => repository.path === path) ?? null;
}
