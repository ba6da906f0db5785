import { ChevronDown } from 'lucide-react';
import type { ReactNode } from 'react';
import {
  Button,
  type Key,
  ListBox,
  ListBoxItem,
  Popover,
  Select,
  SelectValue,
} from 'react-aria-components';
import { Icon } from '../signs/icon.tsx';
import styles from './choice.module.css';

interface Option<Id extends Key> {
  readonly id: Id;
  /** What it is called, for those who type or listen. */
  readonly name: string;
  readonly shown?: ReactNode;
}

interface Props<Id extends Key> {
  readonly label: string;
  readonly options: readonly Option<Id>[];
  readonly chosen: Id;
  readonly onChoose: (id: Id) => void;
  /** Before the name. */
  readonly sign?: ReactNode;
  /** In the button, in place of the option's own. */
  readonly children?: ReactNode;
}

/** One of several, in a line of text. */
export function Choice<Id extends Key>(props: Props<Id>) {
  const { label, options, chosen, onChoose, sign, children } = props;
  const current = options.find(({ id }) => id === chosen);
  return (
    <Select
      aria-label={label}
      selectedKey={chosen}
      onSelectionChange={(key) => onChoose(key as Id)}
    >
      <Button className={styles.button}>
        {sign}
        <SelectValue className={styles.value}>
          {children ?? current?.shown ?? current?.name}
        </SelectValue>
        <Icon of={ChevronDown} size={14} />
      </Button>
      <Popover className={styles.popover} offset={4}>
        <ListBox items={options} className={styles.options}>
          {({ name, shown }) => (
            <ListBoxItem className={styles.option} textValue={name}>
              {shown ?? name}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </Select>
  );
}
