import type { ReactNode } from 'react';
import { Label, Radio, RadioGroup } from 'react-aria-components';
import styles from './radio-choices.module.css';

interface RadioChoicesProps<T extends string> {
  readonly label: string;
  /** Null where nothing is chosen yet. */
  readonly value: T | null;
  readonly onChange: (value: T) => void;
  readonly children: ReactNode;
}

/** One of several, each with words of its own, one below the other. */
export function RadioChoices<T extends string>(props: RadioChoicesProps<T>) {
  const { label, value, onChange, children } = props;
  return (
    <RadioGroup className={styles.group} value={value} onChange={(chosen) => onChange(chosen as T)}>
      <Label className={styles.heading}>{label}</Label>
      {children}
    </RadioGroup>
  );
}

interface RadioChoiceProps {
  readonly value: string;
  /** Stands on a ground of its own while it is chosen. */
  readonly isFilled?: boolean;
  readonly children: ReactNode;
}

export function RadioChoice({ value, isFilled = false, children }: RadioChoiceProps) {
  return (
    <Radio value={value} className={styles.choice} data-filled={isFilled || undefined}>
      <i className={styles.mark} />
      {children}
    </Radio>
  );
}
