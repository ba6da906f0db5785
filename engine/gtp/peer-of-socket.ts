import type { TLSSocket } from 'node:tls';
import type { PeerId } from '../../shared/ids.ts';
import { peerIdOf } from '../identity/peer-id.ts';

/** Who is at the other end, by the key that its handshake proved; null if it showed none. */
export function peerOfSocket(socket: TLSSocket): PeerId | null {
  if (socket.isSessionReused()) return null;
  const certificate = socket.getPeerX509Certificate();
  if (certificate === undefined) return null;
  const { asymmetricKeyType, asymmetricKeyDetails } = certificate.publicKey;
  if (asymmetricKeyType !== 'ec' || asymmetricKeyDetails?.namedCurve !== 'prime256v1') return null;
  return peerIdOf(certificate.publicKey.export({ format: 'der', type: 'spki' }));
}
