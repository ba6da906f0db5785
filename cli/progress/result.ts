import type { RefUpdate } from '../../shared/api/activity-state.ts';
import type { AppState, TransferResult } from '../../shared/api/state.ts';
import { tagName } from '../../shared/domain/words/head-count.ts';
import { count, formatBytes, formatDuration } from '../../shared/domain/words/quantity.ts';
import { shortId } from '../../shared/short-id.ts';

const SHOWN_OID = 9;
/** A clone can bring thousands of tags; the rest is in `--json`. */
const SHOWN_REFS = 20;

/** What `fetch --json` and `clone --json` print: these members and no other, the last two only where there is something. */
export function resultOf(result: TransferResult): TransferResult {
  const { updated, bytes, seconds, blocks, peers, failed, notes } = result;
  return { updated, bytes, seconds, blocks, peers, failed, notes };
}

export function resultWords(result: TransferResult, state: AppState): string[] {
  const notes = (result.notes ?? []).map(({ sentence }) => sentence);
  return [...updateWords(result, state), ...notes];
}

function updateWords(result: TransferResult, state: AppState): string[] {
  const { updated, bytes, seconds, peers } = result;
  if (updated.length === 0) return ['Nothing was new.'];
  const from = peers.map(({ id }) => state.peers[id]?.name ?? shortId(id)).join(', ');
  const sorted = [...updated].sort((a, b) => Number(isTag(a)) - Number(isTag(b)));
  const size = `${formatBytes(bytes)} in ${formatDuration(seconds)}`;
  return [
    ...sorted.slice(0, SHOWN_REFS).map(updateLine),
    ...(updated.length > SHOWN_REFS ? [`   and ${updated.length - SHOWN_REFS} more`] : []),
    `${count(updated.length, 'ref')} updated${tagsWords(updated)}, ${size}${from === '' ? '' : ` from ${from}`}.`,
  ];
}

/** Branches are told first: a thousand tags must not hide them. */
function isTag({ ref }: RefUpdate): boolean {
  return tagName(ref) !== null;
}

function tagsWords(updated: readonly RefUpdate[]): string {
  const tags = updated.filter(isTag).length;
  return tags === 0 ? '' : ` (${count(tags, 'tag')})`;
}

function updateLine({ ref, old, new: now }: RefUpdate): string {
  if (now === null) return ` - ${ref}  (gone)`;
  const to = now.slice(0, SHOWN_OID);
  return old === null ? ` + ${ref}  ${to}` : ` * ${ref}  ${old.slice(0, SHOWN_OID)}..${to}`;
}
