import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button as AriaButton, type ButtonProps } from 'react-aria-components';
import { Icon } from '../signs/icon.tsx';
import styles from './button.module.css';

interface Props extends Omit<ButtonProps, 'children' | 'className' | 'style'> {
  /** One `primary` per view; `row` for actions inside rows; `danger` for what cannot be undone. */
  readonly look?: 'primary' | 'plain' | 'row' | 'quiet' | 'danger';
  readonly icon?: LucideIcon;
  readonly children: ReactNode;
}

export function Button({ look = 'plain', icon, children, ...props }: Props) {
  return (
    <AriaButton {...props} className={`${styles.button} ${styles[look] ?? ''}`}>
      {icon && <Icon of={icon} />}
      {children}
    </AriaButton>
  );
}

interface IconButtonProps extends Omit<ButtonProps, 'children' | 'className' | 'style'> {
  readonly icon: LucideIcon;
  readonly 'aria-label': string;
}

export function IconButton({ icon, ...props }: IconButtonProps) {
  return (
    <AriaButton {...props} className={styles.iconButton}>
      <Icon of={icon} />
    </AriaButton>
  );
}
