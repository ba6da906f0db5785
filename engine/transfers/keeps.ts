import {
  DiskFullError,
  explainDiskFull,
  NotServedError,
  PausedError,
  PeerDiskFullError,
  PeerGoneError,
  SilentPeerError,
  StoppedError,
} from '../errors.ts';

/**
 * Whether what a transfer has brought is kept when it ends with this error: where trying again makes
 * sense, that goes on from there.
 */
export function keepsWhatCame(error: unknown): boolean {
  return (
    error instanceof PausedError ||
    error instanceof StoppedError ||
    error instanceof PeerGoneError ||
    error instanceof SilentPeerError ||
    error instanceof NotServedError ||
    error instanceof PeerDiskFullError ||
    explainDiskFull(error) instanceof DiskFullError
  );
}
