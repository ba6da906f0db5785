import type { RateLimits } from '../../../shared/api/state.ts';
import { formatRate } from '../../../shared/domain/rate-limit.ts';

export function hasLimit(limits: RateLimits): boolean {
  return Object.values(limits).some((rate) => rate !== null);
}

/** `Down 20, up 2 MB/s each`: the limits that are set, in a few words. */
export function limitsLabel(limits: RateLimits): string {
  const { download, downloadPerPeer, upload, uploadPerPeer } = limits;
  const parts = [part('Down', download, downloadPerPeer), part('Up', upload, uploadPerPeer)];
  const [first, second] = parts.filter((given) => given !== null);
  if (first === undefined) return 'Off';
  if (second === undefined) return `${first.figure} MB/s${first.each}`;
  return `${first.figure}${first.each}, ${second.figure.toLowerCase()} MB/s${second.each}`;
}

/** The limit of all together says more than that of each. */
function part(direction: string, total: number | null, each: number | null) {
  const rate = total ?? each;
  if (rate === null) return null;
  return { figure: `${direction} ${formatRate(rate)}`, each: total === null ? ' each' : '' };
}
