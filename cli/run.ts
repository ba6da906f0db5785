import { Command, CommanderError } from 'commander';
import { asShoalError } from '../shared/errors.ts';
import { activityCommand } from './commands/activity.ts';
import { browseCommand } from './commands/browse.ts';
import { completionCommand } from './commands/completion.ts';
import { configCommand } from './commands/config.ts';
import { depotCommand } from './commands/depot/depot.ts';
import { doctorCommand } from './commands/doctor.ts';
import { fetchAheadCommand } from './commands/fetch-ahead.ts';
import { followCommand } from './commands/follow.ts';
import { gitCommand } from './commands/git.ts';
import { guestsCommand } from './commands/guests.ts';
import { showCommand } from './commands/heads/show.ts';
import { manualCommand } from './commands/manual.ts';
import { nearbyCommand } from './commands/nearby.ts';
import { inviteCommand } from './commands/reach/invite.ts';
import { joinCommand } from './commands/reach/join.ts';
import { trackerCommand } from './commands/reach/tracker.ts';
import { roomCommand } from './commands/room/room.ts';
import { serveCommand } from './commands/serve.ts';
import { shareCommand } from './commands/share.ts';
import { sharingCommand } from './commands/sharing.ts';
import { statusCommand } from './commands/status.ts';
import { cloneCommand } from './commands/transfers/clone.ts';
import { fetchCommand } from './commands/transfers/fetch.ts';
import { historyCommand } from './commands/transfers/history.ts';
import { limitsCommand } from './commands/transfers/limits.ts';
import {
  cancelCommand,
  pauseCommand,
  resumeCommand,
  retryCommand,
} from './commands/transfers/transfer-actions.ts';
import { transfersCommand } from './commands/transfers/transfers.ts';
import { trustCommand } from './commands/trust.ts';
import { undoCommand } from './commands/undo.ts';
import { unfollowCommand } from './commands/unfollow.ts';
import { unshareCommand } from './commands/unshare.ts';
import { untrustCommand } from './commands/untrust.ts';
import { PartlyDoneError, UsageError } from './errors.ts';
import type { Surroundings } from './surroundings.ts';

const DONE = 0;
const FAILED = 1;
const USAGE = 2;

/**
 * Carries out one command line and answers with the exit status: 0 done, 1 failed, 2 not understood.
 * An error is one line on stderr; with `--json` also `{"error":{"code","sentence"}}` on stdout, unless a
 * result stands there that tells what failed.
 */
export async function run(args: readonly string[], around: Surroundings): Promise<number> {
  try {
    await program(around).parseAsync(args, { from: 'user' });
    return DONE;
  } catch (cause) {
    // Commander has printed its own message, or the help that was asked for.
    if (cause instanceof CommanderError) return cause.exitCode === 0 ? DONE : USAGE;
    if (cause instanceof PartlyDoneError) {
      for (const sentence of cause.sentences) around.stderr.write(`shoal: ${sentence}\n`);
      return FAILED;
    }
    const error = asShoalError(cause);
    if (args.includes('--json')) {
      const { code, message: sentence } = error;
      around.stdout.write(`${JSON.stringify({ error: { code, sentence } })}\n`);
    }
    // A path in it may have line breaks.
    around.stderr.write(`shoal: ${error.message.replace(/\s*\n\s*/g, ' ')}\n`);
    // Of one in another process no more is known here.
    if (error.code === 'internal' && error.cause !== undefined) {
      around.stderr.write(`${stackOf(error.cause)}\n`);
    }
    return error instanceof UsageError ? USAGE : FAILED;
  }
}

function program(around: Surroundings): Command {
  const commands = [
    serveCommand,
    nearbyCommand,
    browseCommand,
    showCommand,
    shareCommand,
    unshareCommand,
    sharingCommand,
    fetchCommand,
    cloneCommand,
    followCommand,
    unfollowCommand,
    fetchAheadCommand,
    activityCommand,
    undoCommand,
    trustCommand,
    untrustCommand,
    statusCommand,
    doctorCommand,
    transfersCommand,
    historyCommand,
    pauseCommand,
    resumeCommand,
    retryCommand,
    cancelCommand,
    limitsCommand,
    guestsCommand,
    roomCommand,
    inviteCommand,
    joinCommand,
    trackerCommand,
    depotCommand,
    gitCommand,
    completionCommand,
    configCommand,
  ];
  const root = new Command('shoal')
    .description(
      'Finds git teammates on the local network and moves commits between your machines.',
    )
    .version(around.version);
  for (const make of commands) root.addCommand(make(around));
  root.addCommand(manualCommand(around), { hidden: true });
  for (const command of withCommands(root)) {
    command.exitOverride().configureOutput({
      writeOut: (text) => around.stdout.write(text),
      writeErr: (text) => around.stderr.write(text.replace(/^error: /, 'shoal: ')),
    });
  }
  return root;
}

function withCommands(command: Command): Command[] {
  return [command, ...command.commands.flatMap(withCommands)];
}

function stackOf(cause: unknown): string {
  return cause instanceof Error ? String(cause.stack) : String(cause);
}
