import type { FetchNote } from '../../shared/api/fetch-remarks.ts';
import { theirLeftOut } from '../../shared/domain/left-out.ts';
import { theirLeftOutWords } from '../../shared/domain/words/left-out-words.ts';
import type { SharedRepository } from '../../shared/gtp/manifest.ts';
import type { RemoteCopy } from '../asking/remote-copy.ts';

/** What did not come, because the list that was fetched or cloned leaves it out. */
export function leftOutNotes(
  { id: peer, name }: RemoteCopy['peer'],
  listed: SharedRepository,
): FetchNote[] {
  const leftOut = theirLeftOut(listed);
  const sentences = leftOut === null ? [] : theirLeftOutWords(leftOut, name);
  return sentences.map((sentence) => ({ peer, code: 'left-out', sentence }));
}
