import { Switch as AriaSwitch } from 'react-aria-components';
import styles from './switch.module.css';

interface Props {
  readonly label: string;
  /** What it does, in one line. */
  readonly effect: string;
  readonly isOn: boolean;
  readonly onChange: (isOn: boolean) => void;
}

interface TrackProps {
  readonly label: string;
  readonly isOn: boolean;
  readonly isDisabled: boolean;
  readonly onChange: (isOn: boolean) => void;
}

/** The same where its name and effect stand beside it. */
export function SwitchTrack({ label, isOn, isDisabled, onChange }: TrackProps) {
  return (
    <AriaSwitch
      className={styles.switch}
      aria-label={label}
      isSelected={isOn}
      isDisabled={isDisabled}
      onChange={onChange}
    >
      <i className={styles.track} />
    </AriaSwitch>
  );
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
