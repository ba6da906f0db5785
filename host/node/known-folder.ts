import type { AppState, TransferPhase } from '../../shared/api/state.ts';

/** Whether Shoal itself put this folder on the screen: a repository, or what a clone made. */
export function isKnownFolder(state: AppState, path: string): boolean {
  return (
    Object.values(state.repositories).some((repository) => repository.path === path) ||
    Object.values(state.transfers).some(
      (transfer) => transfer.path === path && isHere(transfer.phase),
    )
  );
}

function isHere({ state }: TransferPhase): boolean {
  return state === 'done' || state === 'verifying';
}
