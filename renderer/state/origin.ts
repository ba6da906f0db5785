import { focus } from './focus.ts';

/** What had the keyboard when something was opened in front of it. */
export class Origin {
  #element: HTMLElement | null = null;

  remember(): void {
    const { activeElement } = document;
    this.#element = activeElement instanceof HTMLElement ? activeElement : null;
  }

  /** Back there; to the screen behind, where it is gone. */
  back(): void {
    const element = this.#element;
    this.#element = null;
    if (element?.isConnected) element.focus();
    if (element === null || document.activeElement !== element) focus('detail');
  }
}
