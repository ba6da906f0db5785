import type { RateLimits } from '../../../shared/api/state.ts';
import { formatRate } from '../../../shared/domain/rate-limit.ts';
import { t } from '../../texts/texts.ts';

export function hasLimit(limits: RateLimits): boolean {
  return Object.values(limits).some((rate) => rate !== null);
}

/** `Down 20, up 2 MB/s each`: the limits that are set, in a few words. */
export function limitsLabel(limits: RateLimits): string {
  const { download, downloadPerPeer, upload, uploadPerPeer } = limits;
  const words = t.shell.thisComputer;
  const down = limitOf(download, downloadPerPeer);
  const up = limitOf(upload, uploadPerPeer);
  if (down !== null && up !== null) return words.limits(down.rate, down.isEach, up.rate, up.isEach);
  if (down !== null) return words.limit(words.down, down.rate, down.isEach);
  return up === null ? t.common.off : words.limit(words.up, up.rate, up.isEach);
}

/** The limit of all together says more than that of each. */
function limitOf(total: number | null, each: number | null) {
  const rate = total ?? each;
  return rate === null ? null : { rate: formatRate(rate), isEach: total === null };
}
