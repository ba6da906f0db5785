import type { Transfer } from '../../shared/api/state.ts';
import { shortId } from '../../shared/short-id.ts';
import { progressLine } from './progress-line.ts';

/** One transfer in a list, by the start of its id. */
export function transferLine(transfer: Transfer): string {
  return `${shortId(transfer.id)}  ${transfer.kind} ${transfer.name}: ${progressLine(transfer)}`;
}
