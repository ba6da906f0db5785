import { useEffect, useRef } from 'react';
import { shareList } from '../../view/order/share.ts';

/** A list's items, of which those stay the same objects that are as they were: only the others are drawn anew. */
export function useKept<T>(items: readonly T[], keyOf: (item: T) => string): readonly T[] {
  const before = useRef<readonly T[]>([]);
  const kept = shareList(before.current, items, keyOf);
  useEffect(() => {
    before.current = kept;
  });
  return kept;
}
