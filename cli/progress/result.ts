import type { AppState, RefUpdate, TransferResult } from '../../shared/api/state.ts';
import { count, formatBytes, formatDuration } from '../../shared/domain/words/quantity.ts';
import { shortId } from '../../shared/ids.ts';

const SHOWN_OID = 9;
/** A clone can bring thousands of tags; the rest is in `--json`. */
const SHOWN_REFS = 20;

/** What `fetch --json` and `clone --json` print: these members and no other. */
export function resultOf({ updated, bytes, seconds, blocks, peers }: TransferResult) {
  return { updated, bytes, seconds, blocks, peers };
}

export function resultWords(result: TransferResult, state: AppState): string[] {
  const { updated, bytes, seconds, peers } = result;
  if (updated.length === 0) return ['Nothing was new.'];
  const from = peers.map(({ id }) => state.peers[id]?.name ?? shortId(id)).join(', ');
  const size = `${formatBytes(bytes)} in ${formatDuration(seconds)}`;
  return [
    ...updated.slice(0, SHOWN_REFS).map(updateLine),
    ...(updated.length > SHOWN_REFS ? [`   and ${updated.length - SHOWN_REFS} more`] : []),
    `${count(updated.length, 'ref')} updated, ${size}${from === '' ? '' : ` from ${from}`}.`,
  ];
}

function updateLine({ ref, old, new: now }: RefUpdate): string {
  if (now === null) return ` - ${ref}  (gone)`;
  const to = now.slice(0, SHOWN_OID);
  return old === null ? ` + ${ref}  ${to}` : ` * ${ref}  ${old.slice(0, SHOWN_OID)}..${to}`;
}
