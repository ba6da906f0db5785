import { formatBytes } from '../../shared/domain/words/quantity.ts';
import { ShoalError } from '../../shared/errors.ts';
import { PeerFailure } from './peer-failures.ts';

/** A transfer ended before its end, and by nobody's fault: what came is kept, and the next attempt goes on. */
abstract class Interruption extends ShoalError {}

/** Shoal is closed while a transfer runs; it is no failure. */
export class StoppedError extends Interruption {
  readonly code = 'stopped';

  constructor() {
    super('Shoal was closed. This goes on by itself when it is started again.');
  }
}

/** The user halted a transfer; it is no failure. */
export class PausedError extends Interruption {
  readonly code = 'paused';

  constructor() {
    super('This is paused.');
  }
}

export class DiskFullError extends Interruption {
  readonly code = 'disk-full';

  constructor(
    cause?: unknown,
    sentence = 'The disk is full. Make room and try again; nothing was changed.',
  ) {
    super(sentence, { cause });
  }
}

/** What is to be written out is more than finds room; nothing of it was begun. */
export class NotEnoughRoomError extends DiskFullError {
  constructor(needed: number, room: number) {
    super(
      undefined,
      `The files of this project take ${formatBytes(needed)}, and the disk has room for ${formatBytes(room)}. Make room and try again; nothing was changed.`,
    );
  }
}

/** What a teammate asked for found no room here. */
class NoRoomToServeError extends DiskFullError {
  constructor(cause: unknown) {
    super(cause);
    this.message =
      'The disk is full, so that a teammate could not be given what they asked for. Make room; it is asked for again.';
  }
}

/** The user's settings ask for something that git cannot make sense of. */
export class UnreadableSettingError extends Interruption {
  readonly code = 'git-setting';

  constructor(cause: Error) {
    super(`Your git settings need a look, then try again; nothing was changed. ${cause.message}`, {
      cause,
    });
  }
}

/** For what is as well written later. @throws anything but a DiskFullError */
export function passOverDiskFull(error: unknown): void {
  if (!(error instanceof DiskFullError)) throw error;
}

/** A failure of the file system, told as a full disk where it is one; anything else as it is. */
export function explainDiskFull(error: unknown): unknown {
  const code = error instanceof Error ? (error as NodeJS.ErrnoException).code : undefined;
  return code === 'ENOSPC' || code === 'EDQUOT' ? new DiskFullError(error) : error;
}

/** The same of what was to be given to others. */
export function explainNotServed(error: unknown): unknown {
  const explained = explainDiskFull(error);
  return explained instanceof DiskFullError ? new NoRoomToServeError(explained.cause) : error;
}

/**
 * Whether what a transfer has brought is kept when it ends with this error: where trying again makes
 * sense, that goes on from there.
 */
export function keepsWhatCame(error: unknown): boolean {
  if (error instanceof PeerFailure) return error.keepsWhatCame;
  return explainDiskFull(error) instanceof Interruption;
}
