import { hostname, userInfo } from 'node:os';
import { oneLine } from '../shared/domain/words/text.ts';
import { asShoalError } from '../shared/errors.ts';
import { LIMITS } from '../shared/gtp/limits.ts';

/** What a peer is called until its user says otherwise. */
export function defaultName(): string {
  const user = userInfo().username;
  const machine = hostname().split('.')[0] ?? '';
  return oneLine(user === 'root' ? machine : user, LIMITS.nameLength) || 'Shoal';
}

/** A failure for the log, with what led to it. */
export function explain(error: unknown): string {
  const { message, cause } = asShoalError(error);
  const detail = cause instanceof Error ? (cause.stack ?? cause.message) : String(cause ?? '');
  return detail === '' ? message : `${message} ${detail}`;
}
