import type { Command } from 'commander';
import type { Transfer } from '../../../shared/api/state.ts';
import { resolveTransfer } from '../../../shared/domain/resolve/resolve-transfer.ts';
import { allows, type TransferAction } from '../../../shared/domain/transfer-actions.ts';
import { type CommonOptions, print, shoalCommand, withNode } from '../../command.ts';
import { WrongPhaseError } from '../../errors.ts';
import { progressLine } from '../../progress/progress-line.ts';
import type { Surroundings } from '../../surroundings.ts';

interface Verb {
  readonly action: Exclude<TransferAction, 'dismiss'>;
  readonly description: string;
  /** `it cannot be …`. */
  readonly participle: string;
  readonly done: (transfer: Transfer) => string;
}

export function pauseCommand(around: Surroundings): Command {
  return transferCommand(around, {
    action: 'pause',
    description: 'Halt a transfer; what is here is kept',
    participle: 'paused',
    done: ({ name }) => `${name} is paused; what is here is kept.`,
  });
}

export function resumeCommand(around: Surroundings): Command {
  return transferCommand(around, {
    action: 'resume',
    description: 'Let a paused transfer go on',
    participle: 'resumed',
    done: ({ name }) => `${name} goes on.`,
  });
}

export function retryCommand(around: Surroundings): Command {
  return transferCommand(around, {
    action: 'retry',
    description: 'Try a failed or cancelled transfer again',
    participle: 'tried again',
    done: ({ name }) => `${name} is tried again.`,
  });
}

export function cancelCommand(around: Surroundings): Command {
  return transferCommand(around, {
    action: 'cancel',
    description: 'End a transfer, and throw away what it has brought',
    participle: 'cancelled',
    done: ({ name }) => `${name} is cancelled, and what it had brought is thrown away.`,
  });
}

function transferCommand(
  around: Surroundings,
  { action, description, participle, done }: Verb,
): Command {
  return shoalCommand(action, description)
    .argument('<transfer>', 'its id, or the start of it, as `shoal transfers` prints it')
    .action((typed: string, options: CommonOptions) =>
      withNode(options, async (node) => {
        const transfer = resolveTransfer(typed, Object.values(node.state.transfers));
        if (!allows(transfer.phase, action)) {
          const now = progressLine(transfer).replace(/\.$/, '');
          throw new WrongPhaseError(`${transfer.name} cannot be ${participle} now: ${now}.`);
        }
        await node.call(`transfers.${action}`, { transfer: transfer.id });
        const { id, kind, name, path } = transfer;
        print(around, options, { transfer: { id, kind, name, path } }, () => [done(transfer)]);
      }),
    );
}
