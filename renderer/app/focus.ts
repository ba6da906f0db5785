/** Moves the keyboard between the list, the detail and the search field of the screen. */

export function focusList(): void {
  focusFirst('[data-region="list"] [role="listbox"]');
}

export function focusDetail(): void {
  focusFirst('[data-region="detail"]');
}

export function focusSearch(): void {
  focusFirst('[data-search]');
}

function focusFirst(selector: string): void {
  document.querySelector<HTMLElement>(selector)?.focus();
}
