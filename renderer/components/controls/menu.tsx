import type { LucideIcon } from 'lucide-react';
import {
  Menu as AriaMenu,
  MenuItem as AriaMenuItem,
  Header,
  MenuSection,
  Popover,
  type PopoverProps,
} from 'react-aria-components';
import { t } from '../../texts/texts.ts';
import { Icon } from '../signs/icon.tsx';
import styles from './menu.module.css';

interface MenuEntry {
  readonly id: string;
  readonly label: string;
  readonly icon?: LucideIcon;
  /** It is what was chosen last. */
  readonly isChosen?: boolean;
  readonly act: () => void;
}

/** Alike, below each other, under a heading if they have one. */
export interface MenuGroup {
  readonly title?: string;
  readonly entries: readonly MenuEntry[];
}

interface Props extends Pick<PopoverProps, 'triggerRef' | 'isOpen' | 'onOpenChange' | 'placement'> {
  readonly label: string;
  readonly groups: readonly MenuGroup[];
}

/** What can be done, one below the other; inside of a MenuTrigger, or at a place of its own. */
export function Menu({ label, groups, ...popover }: Props) {
  const { onOpenChange } = popover;
  return (
    // At a place of its own it is a dialog, which has a name.
    <Popover {...popover} className={styles.popover} offset={4} aria-label={label}>
      <AriaMenu
        aria-label={label}
        className={styles.menu}
        // A MenuTrigger closes it by itself.
        onClose={onOpenChange && (() => onOpenChange(false))}
      >
        {groups
          .filter(({ entries }) => entries.length > 0)
          .map(({ title, entries }, index) => (
            <MenuSection
              key={title ?? index}
              className={styles.group}
              aria-label={title ?? entries[0]?.label}
            >
              {title !== undefined && <Header className={styles.title}>{title}</Header>}
              {entries.map(({ id, label: name, icon, isChosen, act }) => (
                <AriaMenuItem
                  key={id}
                  id={id}
                  className={styles.entry}
                  textValue={name}
                  onAction={act}
                >
                  <span className={styles.icon}>{icon && <Icon of={icon} />}</span>
                  <span className={styles.name}>{name}</span>
                  {isChosen && <span className={styles.chosen}>{t.common.openWith.usual}</span>}
                </AriaMenuItem>
              ))}
            </MenuSection>
          ))}
      </AriaMenu>
    </Popover>
  );
}
