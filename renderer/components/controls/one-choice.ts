import type { Key, Selection } from 'react-aria-components';

interface Handlers<Id> {
  readonly choose: (id: Id) => void;
  /** Enter: from the row to what it stands for. */
  readonly open: () => void;
}

/**
 * The props of a ListBox in which what is chosen follows the arrow keys. Where nothing is chosen
 * yet, passing through with Tab chooses nothing. Escape is left to the window.
 */
export function oneChoice<Id extends Key>(selected: Id | null, { choose, open }: Handlers<Id>) {
  return {
    selectionMode: 'single',
    selectionBehavior: selected === null ? 'toggle' : 'replace',
    disallowEmptySelection: true,
    escapeKeyBehavior: 'none',
    selectedKeys: selected === null ? [] : [selected],
    onSelectionChange: (keys: Selection) => {
      const [key] = keys === 'all' ? [] : keys;
      if (key !== undefined) choose(key as Id);
    },
    onAction: (key: Key) => {
      choose(key as Id);
      open();
    },
  } as const;
}
