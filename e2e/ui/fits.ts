import type { Page } from '@playwright/test';
import { overflow } from './gallery-page.ts';

/** Less than this, in pixels, is nothing to read a list in. */
const LEAST = 120;
/** No more than this, in pixels, is left below the last of a list. */
const MARGIN = 40;

/** What of a picture does not fit into the window, or into the room that it has there. */
export async function tooLarge(page: Page): Promise<string[]> {
  const wider = await overflow(page);
  return [
    ...(wider === 0 ? [] : [`The page is ${wider} pixels wider than the window.`]),
    ...(await slits(page)),
    ...(await cutThrough(page)),
    ...(await overNeighbours(page)),
    ...(await scrollsForNothing(page)),
  ];
}

/** Whatever scrolls in so little room that nobody could read in it. */
function slits(page: Page): Promise<string[]> {
  return page.evaluate(
    (least) =>
      [...document.querySelectorAll('*')]
        .filter((it) => /auto|scroll/.test(getComputedStyle(it).overflowY))
        .filter((it) => it.clientHeight > 0 && it.scrollHeight > it.clientHeight)
        .filter((it) => it.clientHeight < least)
        .map((it) => `${it.className}: ${it.clientHeight} of ${it.scrollHeight}`),
    LEAST,
  );
}

/** Controls that reach out of their part of the window, over what stands beside it. */
export function overNeighbours(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('[data-region] :is(button, input, a[href])')]
      .filter((it) => it.checkVisibility({ visibilityProperty: true, opacityProperty: true }))
      .filter((it) => {
        const part = it.closest('[data-region]')?.getBoundingClientRect();
        const { left, right, width } = it.getBoundingClientRect();
        return part !== undefined && width > 0 && (left < part.left - 1 || right > part.right + 1);
      })
      .map((it) => `over its neighbour: ${it.outerHTML.slice(0, 200)}`),
  );
}

/** Whatever scrolls although all that can be seen of it is on screen: beyond it, there is emptiness, and more than a margin. */
export function scrollsForNothing(page: Page): Promise<string[]> {
  return page.evaluate((margin) => {
    const scrolls = (it: Element) => /auto|scroll/.test(getComputedStyle(it).overflowY);
    const scrollerOf = (it: Element): Element | null => {
      for (let around = it.parentElement; around !== null; around = around.parentElement) {
        if (scrolls(around)) return around;
      }
      return null;
    };
    return [...document.querySelectorAll('body *')]
      .filter((it) => it.clientHeight > 0 && it.scrollHeight > it.clientHeight + margin)
      .filter(scrolls)
      .filter((it) => {
        const top = it.getBoundingClientRect().top - it.scrollTop;
        const ends = [...it.querySelectorAll('*')]
          .filter((inside) => inside.closest('.sr-only') === null && inside.checkVisibility())
          .filter((inside) => scrollerOf(inside) === it)
          .map((inside) => inside.getBoundingClientRect().bottom - top);
        const below = Number.parseFloat(getComputedStyle(it).paddingBottom);
        return Math.max(...ends) + below <= it.clientHeight + 1;
      })
      .map((it) => `scrolls for nothing: ${it.className}, ${it.scrollHeight - it.clientHeight}`);
  }, MARGIN);
}

/**
 * Texts and controls of which a part cannot be seen, nor scrolled to. What is left out whole where there is no room, or
 * ends in three dots, says so.
 */
function cutThrough(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const isText = (node: Node) => node.nodeType === Node.TEXT_NODE && !!node.nodeValue?.trim();
    const isControl = (it: Element) => it.matches('button, input, a[href], [role="switch"]');
    /** Only for those who listen. */
    const isHeard = (it: Element) => {
      for (let around: Element | null = it; around !== null; around = around.parentElement) {
        if (getComputedStyle(around).clipPath !== 'none') return true;
      }
      return false;
    };
    /** The bounds of what it is cut off by, if by anything. */
    const cutBy = (it: Element, axis: 'X' | 'Y'): DOMRect | null => {
      for (let around = it.parentElement; around !== null; around = around.parentElement) {
        const style = getComputedStyle(around);
        const overflow = style[`overflow${axis}`];
        if (overflow === 'auto' || overflow === 'scroll') return null;
        if (style.textOverflow === 'ellipsis' || style.webkitLineClamp !== 'none') return null;
        if (overflow !== 'visible') return around.getBoundingClientRect();
        if (style.position === 'fixed') break;
      }
      return new DOMRect(0, 0, innerWidth, innerHeight);
    };
    const isCut = (from: number, to: number, low: number, high: number) =>
      to > low && from < high && (from < low - 2 || to > high + 2);
    return (
      [...document.querySelectorAll('body *')]
        // Of lines of code, those on screen are there.
        .filter((it) => it.closest('svg, [data-index]') === null)
        .filter((it) => isControl(it) || [...it.childNodes].some(isText))
        .filter((it) => it.checkVisibility({ visibilityProperty: true, opacityProperty: true }))
        .filter((it) => !isHeard(it))
        .filter((it) => {
          const { left, right, top, bottom } = it.getBoundingClientRect();
          const [x, y] = [cutBy(it, 'X'), cutBy(it, 'Y')];
          return (
            (x !== null && isCut(left, right, x.left, x.right)) ||
            (y !== null && isCut(top, bottom, y.top, y.bottom))
          );
        })
        .map((it) => `cut through: ${it.outerHTML.slice(0, 200)}`)
    );
  });
}
