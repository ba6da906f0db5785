import type { LucideIcon } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { Button, DialogTrigger, Popover, type PopoverProps } from 'react-aria-components';
import { Icon } from '../signs/icon.tsx';
import styles from './details.module.css';

interface Props {
  readonly icon: LucideIcon;
  /** What is opened, in a few words. */
  readonly label: string;
  readonly look: 'note' | 'warning';
  readonly title: string;
  readonly placement: NonNullable<PopoverProps['placement']>;
  /** A function may close it. */
  readonly children: ReactNode | ((close: () => void) => ReactNode);
}

/** A few words in a line that open to the rest. */
export function Details({ icon, label, look, title, placement, children }: Props) {
  const [isOpen, setOpen] = useState(false);
  return (
    <DialogTrigger isOpen={isOpen} onOpenChange={setOpen}>
      <Button className={`${styles.opener} ${styles[look]}`}>
        <Icon of={icon} /> {label}
      </Button>
      <Popover className={styles.popover} placement={placement} offset={4} aria-label={title}>
        <div className={styles.content}>
          <h3 className={styles.title}>{title}</h3>
          {typeof children === 'function' ? children(() => setOpen(false)) : children}
        </div>
      </Popover>
    </DialogTrigger>
  );
}
