import { Input, type InputProps } from 'react-aria-components';
import styles from './line-input.module.css';

interface Props extends Omit<InputProps, 'className' | 'style'> {
  /** For what a computer reads, too. */
  readonly mono?: boolean;
}

/** A line to type into, inside of react-aria's TextField. */
export function LineInput({ mono, ...props }: Props) {
  return (
    <Input
      {...props}
      className={styles.input}
      data-mono={mono || undefined}
      spellCheck={false}
      autoComplete="off"
    />
  );
}
