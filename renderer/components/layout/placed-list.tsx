import { type ReactNode, useMemo } from 'react';
import { type LayoutInfo, ListLayout, Virtualizer } from 'react-aria-components';
import { useRem } from './use-rem.ts';

/** Rows that arrive above what is on screen must not push it away; at the very top they may show. */
class PlacedLayout extends ListLayout<object> {
  UNSTABLE_getScrollAnchorInfo() {
    const top = this.virtualizer?.visibleRect.y ?? 0;
    return {
      edge: 'start' as const,
      axis: 'y' as const,
      threshold: 0,
      isAnchorable: ({ type, rect }: LayoutInfo) =>
        top > 0 && type === 'item' && rect.y <= top + rect.height / 2,
    };
  }
}

interface Props {
  /** Heights in rem. */
  readonly row: number;
  readonly heading?: number;
  /** A ListBox or a GridList. */
  readonly children: ReactNode;
}

/** Shows only the rows on screen, however many there are, and keeps their place. */
export function PlacedList({ row, heading = 2, children }: Props) {
  const rem = useRem();
  const options = useMemo(
    () => ({ rowSize: Math.round(row * rem), headingSize: Math.round(heading * rem) }),
    [row, heading, rem],
  );
  return (
    <Virtualizer layout={PlacedLayout} layoutOptions={options}>
      {children}
    </Virtualizer>
  );
}
