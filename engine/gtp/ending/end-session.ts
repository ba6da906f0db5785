import type { Http2Session } from 'node:http2';

/** Those that end in this turn of the loop. */
const ending = new WeakSet<Http2Session>();

/**
 * Ends a session and everything on it, in the loop's next turn. What hears of something on a session is called while
 * the bytes that told of it are still read; Node 20 sends what ends a session from within that, which frees streams
 * that the reading goes on with afterwards: it writes into memory that is another one's by then, and sooner or later
 * the process dies of it, or never returns.
 * @param code why, for the other end (RFC 9113, section 7)
 */
export function endSession(session: Http2Session, code?: number): void {
  if (session.destroyed || ending.has(session)) return;
  ending.add(session);
  setImmediate(() => session.destroy(undefined, code));
}

/** Whether nothing can be asked on it any more. */
export function isOver(session: Http2Session): boolean {
  return session.closed || session.destroyed || ending.has(session);
}
