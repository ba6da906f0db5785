import {
  createContext,
  type MouseEvent,
  type ReactNode,
  useCallback,
  useContext,
  useRef,
  useState,
} from 'react';
import { Menu, type MenuGroup } from '../controls/menu.tsx';
import styles from './context-menu.module.css';

interface OpenMenu {
  readonly label: string;
  readonly groups: readonly MenuGroup[];
  readonly x: number;
  readonly y: number;
}

const OpenContext = createContext<(menu: OpenMenu) => void>(() => {});

/** Shows one menu at a time where the pointer is, or beside what has the keyboard. */
export function ContextMenus({ children }: { children: ReactNode }) {
  const [menu, setMenu] = useState<OpenMenu | null>(null);
  const anchor = useRef<HTMLSpanElement>(null);
  return (
    <OpenContext value={setMenu}>
      {children}
      {menu !== null && (
        <>
          <span ref={anchor} className={styles.anchor} style={{ left: menu.x, top: menu.y }} />
          <Menu
            key={`${menu.x} ${menu.y}`}
            label={menu.label}
            groups={menu.groups}
            triggerRef={anchor}
            placement="bottom start"
            isOpen
            onOpenChange={(isOpen) => isOpen || setMenu(null)}
          />
        </>
      )}
    </OpenContext>
  );
}

/** The handler that opens a menu about something. @param groups asked for when it is opened */
export function useContextMenu(
  label: string,
  groups: () => readonly MenuGroup[],
): (event: MouseEvent) => void {
  const open = useContext(OpenContext);
  return useCallback(
    (event) => {
      event.preventDefault();
      const { left, bottom } = event.currentTarget.getBoundingClientRect();
      // The key for it tells no place.
      const isByKey = event.clientX === 0 && event.clientY === 0;
      const place = isByKey ? { x: left, y: bottom } : { x: event.clientX, y: event.clientY };
      open({ label, groups: groups(), ...place });
    },
    [open, label, groups],
  );
}
