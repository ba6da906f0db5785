import type { KeyboardEvent, SyntheticEvent } from 'react';

interface Props {
  /** Shown in full where the name is cut. */
  readonly title?: string;
  readonly className?: string;
  /** What a click does; it does nothing where the mouse has selected some of the name. */
  readonly onOpen?: () => void;
  /** It is a way of its own to what it names, for the keyboard, too: what it stands in is none. */
  readonly isLink?: boolean;
  readonly children: string;
}

const stop = (event: SyntheticEvent) => event.stopPropagation();

/** A name that can be selected with the mouse, also where pressing it, or the row around it, opens something. */
export function SelectableName({ title, className = '', onOpen, isLink, children }: Props) {
  const open = () => {
    if (document.getSelection()?.isCollapsed !== false) onOpen?.();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter') onOpen?.();
  };
  const link = isLink ? { role: 'link', tabIndex: 0, onKeyDown } : {};
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the row around it opens by the keyboard, unless this is a link
    <code
      className={`selectable ${className}`}
      title={title}
      onPointerDown={stop}
      onMouseDown={stop}
      onClick={open}
      {...link}
    >
      {children}
    </code>
  );
}
