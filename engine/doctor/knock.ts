import { connect } from 'node:tls';
import type { Endpoint } from '../../shared/api/engine-contract.ts';
import type { Reached } from '../../shared/gtp/view.ts';
import type { PeerId } from '../../shared/ids.ts';
import { peerOfSocket } from '../gtp/peer-of-socket.ts';
import { tlsOptions } from '../gtp/session-options.ts';
import type { Identity } from '../identity/identity.ts';

/**
 * How long an answer may take, in milliseconds: longer than a system looks for the computer that has an
 * address (three times a second), so that none being there is told from silence.
 */
const WITHIN = 3_500;

/** That there is no way to an address; the last two are what a firewall of this computer's comes to. */
const NO_WAY: ReadonlySet<string> = new Set([
  ...['EHOSTUNREACH', 'ENETUNREACH', 'EHOSTDOWN', 'ENETDOWN', 'EADDRNOTAVAIL'],
  ...['EACCES', 'EPERM'],
]);

interface Knocking {
  readonly identity: Identity;
  readonly expected: PeerId;
  readonly signal: AbortSignal;
}

/**
 * Finds out whether a peer can be dialled. Without an application protocol its server shows its key and
 * hangs up: no connection of the pair comes of it, and none is replaced.
 * @throws the signal's reason
 */
export async function knock(
  { host, port }: Endpoint,
  { identity, expected, signal }: Knocking,
): Promise<Reached> {
  signal.throwIfAborted();
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port, servername: '', ...tlsOptions(identity, []) });
    const settle = (outcome: () => void) => {
      clearTimeout(timer);
      signal.removeEventListener('abort', abort);
      socket.destroy();
      outcome();
    };
    const timer = setTimeout(() => settle(() => resolve('silent')), WITHIN);
    const abort = () => settle(() => reject(signal.reason));
    signal.addEventListener('abort', abort, { once: true });
    socket.on('error', (error: NodeJS.ErrnoException) => settle(() => resolve(reachedBy(error))));
    // It hung up before it showed a key.
    socket.once('close', () => settle(() => resolve('other')));
    socket.once('secureConnect', () => {
      const isMeant = peerOfSocket(socket) === expected;
      settle(() => resolve(isMeant ? 'yes' : 'other'));
    });
  });
}

function reachedBy({ code = '' }: NodeJS.ErrnoException): Reached {
  if (code === 'ECONNREFUSED') return 'refused';
  if (code === 'ETIMEDOUT') return 'silent';
  return NO_WAY.has(code) ? 'unreachable' : 'other';
}
