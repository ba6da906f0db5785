import { type Key, ToggleButton, ToggleButtonGroup } from 'react-aria-components';
import styles from './segments.module.css';

interface Segment<Id extends Key> {
  readonly id: Id;
  readonly name: string;
  /** Why it cannot be chosen; null if it can. */
  readonly refusal?: string | null;
}

interface Props<Id extends Key> {
  readonly label: string;
  readonly segments: readonly Segment<Id>[];
  readonly chosen: Id;
  readonly onChoose: (id: Id) => void;
}

/** One of a few, all of them in sight. */
export function Segments<Id extends Key>({ label, segments, chosen, onChoose }: Props<Id>) {
  return (
    <ToggleButtonGroup
      aria-label={label}
      className={styles.segments}
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[chosen]}
      onSelectionChange={(keys) => {
        const [key] = keys;
        if (key !== undefined) onChoose(key as Id);
      }}
    >
      {segments.map(({ id, name, refusal = null }) => (
        <span key={id} title={refusal ?? undefined}>
          <ToggleButton id={id} className={styles.segment} isDisabled={refusal !== null}>
            {name}
          </ToggleButton>
        </span>
      ))}
    </ToggleButtonGroup>
  );
}
