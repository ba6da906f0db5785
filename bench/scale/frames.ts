import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from '@playwright/test';

/** How a list kept up while it was scrolled. */
export interface Frames {
  readonly perSecond: number;
  /** The longest that a picture stood still, in milliseconds. */
  readonly longest: number;
  readonly count: number;
  /** What the page took of a processor meanwhile, in seconds. */
  readonly processor: number;
}

/** So much is scrolled with each frame, in pixels. */
const STEP = 60;

/** Scrolls the list of projects up and down, and looks at when the browser draws. @param seconds for so long */
export async function scroll(page: Page, seconds: number): Promise<Frames> {
  const before = await processorSeconds(page);
  const list = page.getByRole('listbox', { name: 'Projects nearby' });
  const times = await list.evaluate(
    async (element, { until, step }) => {
      const drawn: number[] = [];
      let direction = step;
      for (const begun = performance.now(); performance.now() - begun < until; ) {
        const { scrollTop, scrollHeight, clientHeight } = element;
        if (scrollTop + clientHeight >= scrollHeight) direction = -step;
        else if (scrollTop <= 0) direction = step;
        element.scrollTop += direction;
        drawn.push(await new Promise<number>(requestAnimationFrame));
      }
      return drawn;
    },
    { until: seconds * 1_000, step: STEP },
  );
  const between = times.slice(1).map((time, index) => time - (times[index] ?? time));
  const all = between.reduce((sum, each) => sum + each, 0);
  return {
    perSecond: (between.length * 1_000) / all,
    longest: Math.max(...between),
    count: times.length,
    processor: (await processorSeconds(page)) - before,
  };
}

/** What the page takes of a processor while nobody does anything in it, in seconds. @param seconds for so long */
export async function atRest(page: Page, seconds: number): Promise<number> {
  const before = await processorSeconds(page);
  await sleep(seconds * 1_000);
  return (await processorSeconds(page)) - before;
}

/** What those of the browser's processes that hold pages have taken so far. */
async function processorSeconds(page: Page): Promise<number> {
  const browser = page.context().browser();
  if (browser === null) throw new Error('the page belongs to no browser');
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  return processInfo
    .filter(({ type }) => type === 'renderer')
    .reduce((sum, { cpuTime }) => sum + cpuTime, 0);
}

/** What the page's objects take, in bytes, after a collection. */
export async function heapOf(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  return usedSize;
}
