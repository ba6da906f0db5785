import { type PeerId, peerIdSchema } from '../ids.ts';

const PREFIX = 'SHOAL:';

/** A peer's id as the text of a QR code: capitals, digits and `:` take the least room there. */
export function peerCode(id: PeerId): string {
  return PREFIX + id.toUpperCase();
}

/** The peer that a scanned text stands for; null for a code of anything else. */
export function readPeerCode(text: string): PeerId | null {
  if (!text.startsWith(PREFIX)) return null;
  const parsed = peerIdSchema.safeParse(text.slice(PREFIX.length).toLowerCase());
  return parsed.success ? parsed.data : null;
}
