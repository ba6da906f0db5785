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

/** States of one kind differ in a part of the window only. The first that fits. */
const CLIPS: readonly (readonly [RegExp, Clip])[] = [
  [/^(news|notice)$/, at(860, 560, 420, 260)],
  [/^(sharing-paused|connect(ing|ion-lost)|engine-|problems|demo)/, at(0, 0, 1280, 132)],
  [/^transfer-/, at(564, 670, 716, 150)],
  // What is missing is told in the middle of where it would be.
  [/^(nearby-(looking|no|first|share)|head-(asking|could-not-ask))/, at(216, 0, 1064, 820)],
  [/^(transfers|repositories)-none$|^swarm-gone$/, at(564, 0, 716, 560)],
  [/^head-(new|fetched|force-pushed|gone|undone|checked-out|clean)/, at(216, 0, 1064, 120)],
  [/^head-(conflict$|same|tag)/, at(216, 0, 1064, 590)],
  // Of so long a file, colours come when they come.
  [/^head-100000/, at(516, 118, 764, 40)],
  [/^head-(1000|cut|hostile|many)/, at(516, 118, 764, 200)],
  [/^head-/, at(516, 118, 764, 460)],
  [/^contents-/, at(216, 0, 1064, 590)],
  [/^(room|totals|settings|doctor)/, at(216, 0, 1064, 500)],
  [/^(push|depot|kept)/, at(216, 0, 1064, 480)],
  [/^activity/, at(216, 0, 1064, 480)],
  [/^browse-/, at(564, 140, 716, 400)],
  [/^nearby/, at(216, 0, 1064, 240)],
  [/^swarm/, at(564, 0, 716, 560)],
  [/^repositories-(chosen|nothing)/, at(564, 0, 716, 560)],
  [/^peer/, at(564, 0, 716, 400)],
  [/^repositories/, at(564, 0, 716, 240)],
  [/^transfers/, at(564, 0, 716, 300)],
];

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
  if (clip !== undefined) return { target: page, clip };
  return { target: page.getByRole('main').last() };
}
