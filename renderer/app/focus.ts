import { flushSync } from 'react-dom';

/** Where the keyboard can be sent: the list, the detail and the search field of the screen. */
const PLACES = {
  list: '[data-region="list"] [role="listbox"]',
  detail: '[data-region="detail"]',
  search: '[data-search]',
} as const;

export function focus(place: keyof typeof PLACES): void {
  document.querySelector<HTMLElement>(PLACES[place])?.focus();
}

/** Moves the keyboard to a place that is there once `change` is on screen; no key falls between. */
export function focusAfter(change: () => void, place: keyof typeof PLACES): void {
  flushSync(change);
  focus(place);
}
