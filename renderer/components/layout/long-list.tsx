import { useVirtualizer } from '@tanstack/react-virtual';
import {
  type AriaAttributes,
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
  useEffect,
  useId,
  useRef,
} from 'react';
import styles from './long-list.module.css';
import { useRem } from './use-rem.ts';

/** What is said of a row to those who listen. */
type RowWords = Pick<
  AriaAttributes,
  'aria-level' | 'aria-expanded' | 'aria-setsize' | 'aria-posinset'
>;

interface Props<Row extends { readonly id: string }> {
  readonly label: string;
  /** A tree’s rows say their level. */
  readonly kind: 'listbox' | 'tree';
  readonly rows: readonly Row[];
  /** In rem. */
  readonly height: number;
  readonly chosen: string | null;
  readonly onChoose: (row: Row) => void;
  /** Enter. */
  readonly onOpen: (row: Row) => void;
  /** A click, once the row is chosen. */
  readonly onClick?: (row: Row) => void;
  /** Keys of the list’s own, before all others. @returns whether the key meant something */
  readonly onKey?: (key: string, row: Row) => boolean;
  /** The end comes into sight. */
  readonly onEnd?: () => void;
  readonly words: (row: Row) => RowWords;
  readonly children: (row: Row) => ReactNode;
}

const OVERSCAN = 10;
/** The end is in sight with fewer rows left than this. */
const NEAR = 40;

/** Rows of one height, of which only those on screen are there, however many there are; one of them is chosen. */
export function LongList<Row extends { readonly id: string }>(props: Props<Row>) {
  const { label, kind, rows, height, chosen, onChoose, onOpen, onEnd, words, children } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const id = useId();
  const rem = useRem();
  const size = Math.round(height * rem);
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => size,
    getItemKey: (index) => rows[index]?.id ?? index,
    overscan: OVERSCAN,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: another size lays out anew.
  useEffect(() => virtualizer.measure(), [size]);
  const at = rows.findIndex((row) => row.id === chosen);
  const items = virtualizer.getVirtualItems();
  const last = items.at(-1)?.index ?? -1;
  const isNearEnd = last >= rows.length - NEAR;
  // biome-ignore lint/correctness/useExhaustiveDependencies: what came may not reach beyond what is in sight.
  useEffect(() => {
    if (isNearEnd) onEnd?.();
  }, [isNearEnd, onEnd, rows.length]);
  const go = (index: number) => {
    const row = rows[Math.max(0, Math.min(index, rows.length - 1))];
    if (row === undefined) return;
    onChoose(row);
    virtualizer.scrollToIndex(rows.indexOf(row));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const row = rows[at];
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / size) - 1);
    const steps: Readonly<Record<string, number>> = {
      ...{ ArrowDown: at + 1, ArrowUp: Math.max(0, at - 1), Home: 0, End: rows.length - 1 },
      ...{ PageDown: at + page, PageUp: at - page },
    };
    const step = steps[event.key];
    if (row !== undefined && props.onKey?.(event.key, row)) event.preventDefault();
    else if (step !== undefined) {
      go(step);
      event.preventDefault();
    } else if (row !== undefined && event.key === 'Enter') {
      onOpen(row);
      event.preventDefault();
    }
  };
  /** The key for it is the list’s, the menu that of the chosen row. */
  const onContextMenu = (event: MouseEvent) => {
    if (event.target !== event.currentTarget) return;
    event.preventDefault();
    const row = document.getElementById(`${id}${at}`)?.firstElementChild;
    row?.dispatchEvent(
      new globalThis.MouseEvent('contextmenu', { bubbles: true, cancelable: true }),
    );
  };
  const isShown = items.some(({ index }) => index === at);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it is a list or a tree.
    // biome-ignore lint/a11y/useAriaPropsSupportedByRole: the same.
    <div
      ref={scroller}
      className={styles.scroll}
      role={kind}
      aria-label={label}
      tabIndex={0}
      aria-activedescendant={isShown ? `${id}${at}` : undefined}
      onKeyDown={onKeyDown}
      onContextMenu={onContextMenu}
    >
      <div
        className={styles.all}
        role="presentation"
        style={{ height: virtualizer.getTotalSize() }}
      >
        {items.map(({ index, start, key }) => {
          const row = rows[index];
          if (row === undefined) return null;
          return (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the list has the keyboard.
            // biome-ignore lint/a11y/noStaticElementInteractions: its role depends on that of the list.
            // biome-ignore lint/a11y/useAriaPropsSupportedByRole: the same.
            <div
              key={key}
              id={`${id}${index}`}
              className={styles.row}
              role={kind === 'tree' ? 'treeitem' : 'option'}
              aria-selected={index === at}
              aria-setsize={rows.length}
              aria-posinset={index + 1}
              {...words(row)}
              style={{ height: size, transform: `translateY(${start}px)` }}
              onClick={() => {
                onChoose(row);
                props.onClick?.(row);
              }}
            >
              {children(row)}
            </div>
          );
        })}
      </div>
    </div>
  );
}
