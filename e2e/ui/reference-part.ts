import type { Locator, Page } from '@playwright/test';

/** Of a window of 1280 x 820, in pixels. */
interface Clip {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** What of the window a picture shows: all of it, an element, or a part by its place. */
type Part = { readonly target: Page | Locator; readonly clip?: Clip };

const at = (x: number, y: number, width: number, height: number): Clip => ({
  ...{ x, y, width, height },
});

const MAIN = at(216, 0, 1064, 820);

/** States of one kind differ in a part of the window only. The first that fits. */
const CLIPS: readonly (readonly [RegExp, Clip])[] = [
  [/^(news|notice)$/, at(860, 560, 420, 260)],
  [/^(sharing-paused|connect(ing|ion-lost)|engine-|problems|demo)/, at(0, 0, 1280, 132)],
  [/^transfer-/, at(564, 670, 716, 150)],
  // What is missing is told in the middle of where it would be.
  [/^(nearby-(looking|no|first|share)|head-(asking|could-not-ask))/, MAIN],
  [/^(transfers|repositories)-none$|^swarm-gone$/, at(564, 0, 716, 560)],
  [/^head-(new|fetched|force-pushed|gone|undone|checked-out|clean)/, at(216, 0, 1064, 180)],
  [/^head-(conflict$|same|tag|offered)/, MAIN],
  // Of so long a file, colours come when they come.
  [/^head-100000/, at(516, 118, 764, 40)],
  [/^contents-100000/, at(516, 0, 764, 140)],
  [/^head-(1000|cut|many)/, at(516, 118, 764, 200)],
  [/^head-/, at(516, 118, 764, 460)],
  [/^transfers-limited/, MAIN],
  [/^(contents|room|totals|settings|doctor|push|depot|kept|activity)/, MAIN],
  [/^browse-/, at(564, 140, 716, 560)],
  [/^nearby/, at(216, 0, 1064, 400)],
  [/^(swarm|repositories|peer|transfers)/, at(564, 0, 716, 640)],
];

/** What is longer than a window shows: the window is made as high for it. */
export const LONG = /^(settings(-set|-headless)?|doctor-everything)$/;

/** What is in front of the window, if anything is. */
const FRONT =
  '[role="dialog"], [role="alertdialog"], [role="menu"], [data-trigger] > [role="listbox"]';

/**
 * Two hundred pictures of the whole window would be forty megabytes, and would all change with its sidebar.
 * @param isWhole whether it is nevertheless all of it
 */
export async function partOf(page: Page, state: string, isWhole: boolean): Promise<Part> {
  if (isWhole) return { target: page };
  const front = page.locator(FRONT);
  if ((await front.count()) > 0) return { target: front.last() };
  const clip = CLIPS.find(([states]) => states.test(state))?.[1];
  if (clip !== undefined && !LONG.test(state)) return { target: page, clip };
  return { target: page.getByRole('main').last() };
}
