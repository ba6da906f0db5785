import { Check } from 'lucide-react';
import type { ReactNode } from 'react';
import { Checkbox, type CheckboxProps } from 'react-aria-components';
import { Icon } from '../signs/icon.tsx';
import styles from './check-box.module.css';

interface Props extends Omit<CheckboxProps, 'children' | 'className' | 'style'> {
  readonly children: ReactNode;
}

/** Something to tick, alone or in a CheckboxGroup. */
export function CheckBox({ children, ...props }: Props) {
  return (
    <Checkbox {...props} className={styles.choice}>
      <span className={styles.box}>
        <Icon of={Check} size={12} />
      </span>
      {children}
    </Checkbox>
  );
}
