import { useId } from 'react';
import { asShoalError } from '../../../../shared/errors.ts';
import { parseSetting } from '../../../../shared/settings/setting-text.ts';
import { SETTINGS } from '../../../../shared/settings/settings.ts';
import { LineField } from '../../../components/controls/line-field.tsx';
import { Avatar } from '../../../components/signs/avatar.tsx';
import { useAppState } from '../../../state/shoal.ts';
import { useSetSetting } from '../../../state/use-setting.ts';
import styles from './first-steps.module.css';

/** What others see: a name, and a colour that comes from this computer's key. */
export function NameStep() {
  const self = useAppState((state) => state.self);
  const { error, set, setError } = useSetSetting('name');
  const hintId = useId();
  if (self === null) return null;
  const done = (text: string) => {
    try {
      set(parseSetting('name', text));
    } catch (failure) {
      setError(asShoalError(failure).message);
    }
  };
  return (
    <section className={styles.step} aria-label="How others see you">
      <h3 className={styles.heading}>How others see you</h3>
      <div className={styles.self}>
        <Avatar person={self} size="large" />
        <LineField
          label={SETTINGS.name.label}
          describedBy={hintId}
          value={self.name}
          placeholder=""
          look="text"
          isInvalid={error !== null}
          isDisabled={false}
          onDone={done}
          onGiveUp={() => setError(null)}
        />
      </div>
      <p id={hintId} className={error === null ? styles.quiet : styles.error}>
        {error ?? 'The colour is made from this computer’s key, and stays.'}
      </p>
    </section>
  );
}
