import type { Key, Selection } from 'react-aria-components';

/**
 * The props of a ListBox in which what is chosen follows the keyboard, and something always is.
 * Escape is left to the window.
 */
export function oneChoice<Id extends Key>(selected: Id | null, choose: (id: Id) => void) {
  return {
    selectionMode: 'single',
    selectionBehavior: 'replace',
    disallowEmptySelection: true,
    escapeKeyBehavior: 'none',
    selectedKeys: selected === null ? [] : [selected],
    onSelectionChange: (keys: Selection) => {
      const [key] = keys === 'all' ? [] : keys;
      if (key !== undefined) choose(key as Id);
    },
  } as const;
}
