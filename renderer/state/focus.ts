import { flushSync } from 'react-dom';

/** Where the keyboard can be sent: parts of the screen, and the first field that needs another look. */
const PLACES = {
  list: '[data-region="list"] [role="listbox"]',
  detail: '[data-region="detail"]',
  head: '[data-region="head"]',
  contents: '[data-region="contents"]',
  depot: '[data-region="depot"]',
  diff: ':is([data-region="head"], [data-region="contents"]) [data-diff]',
  search: '[data-search]',
  language: '[data-setting="language"] button',
  invalid: '[role="dialog"] [aria-invalid="true"]',
} as const;

export function focus(place: keyof typeof PLACES): void {
  document.querySelector<HTMLElement>(PLACES[place])?.focus();
}

/** Moves the keyboard to a place that is there once `change` is on screen; no key falls between. */
export function focusAfter(change: () => void, place: keyof typeof PLACES): void {
  flushSync(change);
  focus(place);
}
