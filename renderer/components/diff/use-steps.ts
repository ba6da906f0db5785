import type { Virtualizer } from '@tanstack/react-virtual';
import { type Ref, useCallback, useImperativeHandle, useMemo, useState } from 'react';
import type { Block } from '../../view/diff/blocks.ts';

/** Goes from change to change. */
export interface DiffSteps {
  /** Whether there was one to go to. */
  readonly next: () => boolean;
  readonly previous: () => boolean;
}

interface Current {
  /** The row that it begins with. */
  readonly row: number;
  /** Which of all it is, from 1, and how many there are. */
  readonly number: number;
  readonly all: number;
}

/**
 * The change that was gone to last, as long as it is on screen; where it is not, steps begin at what is.
 * @param virtualizer of the blocks
 * @param line how high a line is, in pixels
 */
export function useSteps(
  virtualizer: Virtualizer<HTMLElement, Element>,
  blocks: readonly Block[],
  line: number,
  steps: Ref<DiffSteps> | undefined,
): Current | null {
  const [current, setCurrent] = useState<number | null>(null);
  const changes = useMemo(
    () => blocks.flatMap(({ isChange }, at) => (isChange ? [at] : [])),
    [blocks],
  );
  const go = useCallback(
    (step: 1 | -1) => {
      const { startIndex, endIndex } = onScreen(virtualizer, line);
      const isOnScreen = current !== null && startIndex <= current && current <= endIndex;
      const from = isOnScreen ? current : step === 1 ? startIndex - 1 : endIndex + 1;
      const to = step === 1 ? changes.find((at) => at > from) : changes.findLast((at) => at < from);
      if (to === undefined) return false;
      virtualizer.scrollToIndex(to, { align: 'start' });
      setCurrent(to);
      return true;
    },
    [virtualizer, changes, line, current],
  );
  useImperativeHandle(steps, () => ({ next: () => go(1), previous: () => go(-1) }), [go]);
  return useMemo(() => {
    const at = current === null ? -1 : changes.indexOf(current);
    const block = blocks[changes[at] ?? -1];
    return block === undefined ? null : { row: block.from, number: at + 1, all: changes.length };
  }, [current, changes, blocks]);
}

/** The blocks whose first lines are on screen. */
function onScreen(virtualizer: Virtualizer<HTMLElement, Element>, line: number) {
  const { startIndex = 0, endIndex = 0 } = virtualizer.range ?? {};
  const first = virtualizer.measurementsCache[startIndex];
  const isGone = first !== undefined && first.start + line <= (virtualizer.scrollOffset ?? 0);
  return { startIndex: isGone ? startIndex + 1 : startIndex, endIndex };
}
