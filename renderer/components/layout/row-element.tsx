import type { ComponentProps, MouseEvent } from 'react';

/** What a list gives to the element of a row: a link’s, where it leads to an address, which ours never do. */
export type RowProps = ComponentProps<'div'> | ComponentProps<'a'>;

type Props = RowProps & { readonly onMenu: (event: MouseEvent) => void };

/**
 * The element of a row that has a menu. A list makes it only for rows on screen, while it holds an item for each that it
 * has, thousands of them: what follows the state, such as a menu, belongs around this, and not around the item.
 */
export function RowElement({ onMenu, ...props }: Props) {
  // biome-ignore lint/a11y/noStaticElementInteractions: what it is for those who listen comes with the list's props.
  return <div {...(props as ComponentProps<'div'>)} onContextMenu={onMenu} />;
}
