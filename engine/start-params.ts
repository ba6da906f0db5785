import type { ParsedParams } from '../shared/api/contract.ts';
import type { Advertisement, EngineContract, LogEntry } from '../shared/api/engine-contract.ts';
import type { StateChange } from '../shared/api/state-change.ts';

/** What the engine tells its host, beside the answers to commands. */
export interface EngineOutput {
  stateChanged(changes: readonly StateChange[]): void;
  advertise(advertisement: Advertisement): void;
  log(entry: LogEntry): void;
}

export type StartParams = ParsedParams<EngineContract, 'engine.start'> & {
  /** How long a transfer waits for somebody who left to come back, in milliseconds; as ever if left out. */
  readonly patience?: number;
  /** How long it is waited for those nearby before a tracker is asked, in milliseconds; as ever if left out. */
  readonly settle?: number;
};
