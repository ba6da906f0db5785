import { createHash } from 'node:crypto';
import { base32nopad } from '@scure/base';
import type { TrackerName } from '../../shared/gtp/tracker.ts';

/** What those who use a tracker call it among themselves. */
export function trackerName(url: string): TrackerName {
  const hash = createHash('sha256').update(`gtp2-tracker ${url}`).digest();
  return base32nopad.encode(hash).toLowerCase() as TrackerName;
}
