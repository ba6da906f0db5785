import { useId } from 'react';
import { parseSetting } from '../../../../shared/settings/setting-text.ts';
import { LineField } from '../../../components/controls/line-field.tsx';
import { Avatar } from '../../../components/signs/avatar.tsx';
import { useAppState } from '../../../state/shoal.ts';
import { useSetSetting } from '../../../state/use-setting.ts';
import { t } from '../../../texts/texts.ts';
import { whyNot } from '../../../texts/told.ts';
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
      setError(whyNot(failure));
    }
  };
  return (
    <section className={styles.step} aria-label={t.nearby.first.howOthersSeeYou}>
      <h3 className={styles.heading}>{t.nearby.first.howOthersSeeYou}</h3>
      <div className={styles.self}>
        <Avatar person={self} size="large" />
        <LineField
          label={t.settings.of.name.label}
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
        {error ?? t.nearby.first.colour}
      </p>
    </section>
  );
}
