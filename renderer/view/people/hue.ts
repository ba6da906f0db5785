import type { PeerId } from '../../../shared/ids.ts';

const BASE32 = 'abcdefghijklmnopqrstuvwxyz234567';
/** Far enough apart to tell neighbours from each other, and equal when they would not be. */
const HUES = 20;

/** The hue, in degrees, that means this peer everywhere. Lightness and chroma are tokens. */
export function peerHue(id: PeerId): number {
  const [first = 'a', second = 'a'] = id;
  const bits = BASE32.indexOf(first) * BASE32.length + BASE32.indexOf(second);
  return (bits % HUES) * (360 / HUES);
}
