import type { ReactNode } from 'react';
import {
  TextField as AriaTextField,
  FieldError,
  Label,
  Text,
  type TextFieldProps,
} from 'react-aria-components';
import { WithCommands } from '../signs/with-commands.tsx';
import { LineInput } from './line-input.tsx';
import styles from './text-field.module.css';

interface Props extends Omit<TextFieldProps, 'children' | 'className' | 'style'> {
  readonly label: string;
  readonly hint?: ReactNode;
  /** Why what was typed cannot be used; null while it can. */
  readonly error?: string | null;
  readonly placeholder?: string;
  readonly mono?: boolean;
  /** Beside the input. */
  readonly action?: ReactNode;
}

export function TextField({ label, hint, error, placeholder, mono, action, ...props }: Props) {
  return (
    <AriaTextField {...props} className={styles.field} isInvalid={Boolean(error)}>
      <Label className={styles.label}>{label}</Label>
      <div className={styles.line}>
        <LineInput placeholder={placeholder} mono={mono} />
        {action}
      </div>
      {hint && !error && (
        <Text slot="description" className={styles.hint}>
          {typeof hint === 'string' ? <WithCommands of={hint} /> : hint}
        </Text>
      )}
      <FieldError className={styles.error}>{error && <WithCommands of={error} />}</FieldError>
    </AriaTextField>
  );
}
