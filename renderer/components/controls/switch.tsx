import { Switch as AriaSwitch } from 'react-aria-components';
import styles from './switch.module.css';

interface Props {
  readonly label: string;
  /** What it does, in one line. */
  readonly effect: string;
  readonly isOn: boolean;
  readonly onChange: (isOn: boolean) => void;
}

/** Something that is on or off, with its effect below its name. */
export function Switch({ label, effect, isOn, onChange }: Props) {
  return (
    <AriaSwitch className={styles.switch} isSelected={isOn} onChange={onChange}>
      <span>
        <span className={styles.label}>{label}</span>
        <span className={styles.effect}>{effect}</span>
      </span>
      <i className={styles.track} />
    </AriaSwitch>
  );
}
