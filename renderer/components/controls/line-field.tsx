import { type KeyboardEvent, useEffect, useState } from 'react';
import { TextField } from 'react-aria-components';
import styles from './line-field.module.css';
import { LineInput } from './line-input.tsx';

interface Props {
  readonly label: string;
  readonly describedBy: string;
  /** What is set now, as it is typed. */
  readonly value: string;
  /** What stands there while nothing is typed. */
  readonly placeholder: string;
  readonly isInvalid: boolean;
  readonly isDisabled: boolean;
  readonly look: 'text' | 'number' | 'path';
  readonly unit?: string;
  /** Enter was pressed, or the field left, with something else in it. */
  readonly onDone: (text: string) => void;
  /** What was typed is given up. */
  readonly onGiveUp: () => void;
}

/** A line that is typed, and set once it is whole; Esc brings back what was there. */
export function LineField(props: Props) {
  const { label, describedBy, value, placeholder, look, unit, isInvalid, isDisabled } = props;
  const [text, setText] = useState(value);
  useEffect(() => setText(value), [value]);
  const done = () => {
    if (text.trim() !== value) props.onDone(text);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter') done();
    if (event.key !== 'Escape' || text === value) return;
    event.stopPropagation();
    setText(value);
    props.onGiveUp();
  };
  return (
    <TextField
      className={styles.field}
      data-look={look}
      aria-label={label}
      aria-describedby={describedBy}
      value={text}
      onChange={setText}
      onBlur={done}
      onKeyDown={onKeyDown}
      isInvalid={isInvalid}
      isDisabled={isDisabled}
    >
      <LineInput
        placeholder={placeholder}
        data-own-escape={text !== value || undefined}
        inputMode={look === 'number' ? 'decimal' : undefined}
        mono={look === 'path'}
      />
      {unit && <span className={styles.unit}>{unit}</span>}
    </TextField>
  );
}
