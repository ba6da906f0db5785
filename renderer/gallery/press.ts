import type { Language } from '../../shared/texts/language.ts';

/** What is pressed in a picture, so that what it opens can be seen. */
export interface Press {
  /** How what it says begins, or what it is called. */
  readonly name: string;
  /** The same in German, where that is something else. */
  readonly german?: string;
  /** A menu about something comes by another click. */
  readonly by: 'click' | 'contextmenu';
}

/** Until something is on the page, in frames. */
const MOST_FRAMES = 120;

/** Ends when what was rendered stands on the page, and what comes of that, too. */
export async function settled(): Promise<void> {
  for (let round = 0; round < 2; round += 1) {
    await frame();
    await ownTurn();
  }
}

/** React has tasks of its own for what is left to do after a frame, and a frame may come before them: ends after those. */
function ownTurn(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}

/** Presses it as soon as it is there. */
export async function press({ by, ...called }: Press, language: Language): Promise<void> {
  const name = language === 'de' ? (called.german ?? called.name) : called.name;
  for (let frames = 0; frames < MOST_FRAMES; frames += 1) {
    const found = [
      ...document.querySelectorAll('button, [role="option"], [role="row"], [role="treeitem"]'),
    ].find((element) => nameOf(element).startsWith(name));
    if (found !== undefined) {
      const { left, bottom } = found.getBoundingClientRect();
      const place = { clientX: left + 40, clientY: bottom - 12 };
      found.dispatchEvent(new MouseEvent(by, { bubbles: true, cancelable: true, ...place }));
      return;
    }
    await frame();
  }
  throw new Error(`Nothing called “${name}” is on the page.`);
}

function nameOf(element: Element): string {
  return (element.getAttribute('aria-label') ?? element.textContent ?? '').trim();
}

function frame(): Promise<number> {
  return new Promise(requestAnimationFrame);
}
