import type { TransferPhase } from '../api/state.ts';

/** What a user can do about a transfer. */
export type TransferAction = 'pause' | 'resume' | 'cancel' | 'retry' | 'dismiss';

/** What makes sense in each phase. What is in use already can neither be halted nor taken back. */
const ACTIONS: Readonly<Record<TransferPhase['state'], readonly TransferAction[]>> = {
  asking: ['pause', 'cancel'],
  receiving: ['pause', 'cancel'],
  waiting: ['pause', 'cancel'],
  paused: ['resume', 'cancel'],
  checking: ['cancel'],
  finishing: [],
  verifying: [],
  done: ['dismiss'],
  cancelled: ['retry', 'dismiss'],
  failed: ['retry', 'dismiss'],
};

export function allows(phase: TransferPhase, action: TransferAction): boolean {
  if (action === 'retry' && phase.state === 'failed' && phase.isFinal) return false;
  return ACTIONS[phase.state].includes(action);
}
