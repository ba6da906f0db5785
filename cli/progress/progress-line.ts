import type { Transfer } from '../../shared/api/state.ts';
import { formatBytes } from '../../shared/domain/quantity.ts';
import { percent } from '../../shared/domain/transfer-progress.ts';
import { assertNever } from '../../shared/errors.ts';

const BAR_WIDTH = 24;

/** What a transfer is doing, in one line. */
export function progressLine({ phase, progress }: Transfer): string {
  switch (phase.state) {
    case 'asking':
      return 'Asking who has what';
    case 'receiving': {
      const done = percent(progress);
      const blocks = `${progress.blocksDone} of ${progress.blocks} blocks`;
      const start = done === null ? 'Receiving' : `Receiving ${done} %`;
      return `${start}, ${blocks}, ${formatBytes(progress.bytes)}`;
    }
    case 'checking':
      return 'Checking every object';
    case 'finishing':
      return 'Finishing';
    case 'done':
      return 'Done';
    case 'cancelled':
      return 'Cancelled';
    case 'failed':
      return phase.sentence;
    default:
      return assertNever(phase);
  }
}

/** The same with a bar in front, for a terminal. */
export function progressBar(transfer: Transfer): string {
  const done = transfer.phase.state === 'asking' ? 0 : (percent(transfer.progress) ?? 0);
  const filled = Math.round((done / 100) * BAR_WIDTH);
  return `${'━'.repeat(filled)}${'─'.repeat(BAR_WIDTH - filled)}  ${progressLine(transfer)}`;
}
