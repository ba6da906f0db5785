import type { Transfer, TransferProgress } from '../../shared/api/state.ts';
import { bytesHere, percent } from '../../shared/domain/transfer-progress.ts';
import { formatBytes } from '../../shared/domain/words/quantity.ts';
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
      const size = formatBytes(progress.bytes);
      return [start, blocks, size, ...keptWords(progress)].join(', ');
    }
    case 'waiting':
      return ['Waiting for somebody who has it', ...hereWords(progress)].join(', ');
    case 'paused':
      return ['Paused', ...hereWords(progress)].join(', ');
    case 'checking':
      return 'Checking every object';
    case 'finishing':
      return 'Finishing';
    case 'verifying':
      return 'In use; checking every object';
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

function keptWords({ keptBytes }: TransferProgress): string[] {
  return keptBytes === 0 ? [] : [`${formatBytes(keptBytes)} were here already`];
}

function hereWords(progress: TransferProgress): string[] {
  const here = bytesHere(progress);
  return here === 0 ? [] : [`${percent(progress) ?? 0} % here, ${formatBytes(here)}`];
}

/** The same with a bar in front, for a terminal. */
export function progressBar(transfer: Transfer): string {
  const done = transfer.phase.state === 'asking' ? 0 : (percent(transfer.progress) ?? 0);
  const filled = Math.round((done / 100) * BAR_WIDTH);
  return `${'━'.repeat(filled)}${'─'.repeat(BAR_WIDTH - filled)}  ${progressLine(transfer)}`;
}
