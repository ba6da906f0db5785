import { useState } from 'react';
import type { ShareBack } from '../../../shared/domain/visibility.ts';
import { CheckBox } from '../../components/controls/check-box.tsx';
import { Choice } from '../../components/controls/choice.tsx';
import { t } from '../../texts/texts.ts';
import styles from './share-back-choice.module.css';

type Audience = Exclude<ShareBack, 'nobody'>;

const AUDIENCES = ['everyone', 'trusted'] as const;

interface Props {
  readonly chosen: ShareBack;
  /** Somebody shares the project with everyone already. */
  readonly isOpen: boolean;
  readonly onChange: (to: ShareBack) => void;
}

/** Whether a clone is shared in its turn, and who sees it then. */
export function ShareBackChoice({ chosen, isOpen, onChange }: Props) {
  // Whom it was for stays chosen while the box is not ticked.
  const [audience, setAudience] = useState<Audience>(chosen === 'nobody' ? 'everyone' : chosen);
  const isOn = chosen !== 'nobody';
  return (
    <div className={styles.share}>
      <div className={styles.line}>
        <CheckBox isSelected={isOn} onChange={(on) => onChange(on ? audience : 'nobody')}>
          {t.dialogs.shareBack.share}
        </CheckBox>
        {isOn && (
          <>
            <span>{t.dialogs.shareBack.with}</span>
            <Choice
              label={t.dialogs.shareBack.whoMaySee}
              options={AUDIENCES.map((id) => ({ id, name: t.repositories.audience[id].label }))}
              chosen={audience}
              onChoose={(to) => {
                setAudience(to);
                onChange(to);
              }}
            />
          </>
        )}
      </div>
      {audience === 'everyone' && isOn && !isOpen && (
        <p className={styles.warning}>{t.dialogs.shareBack.warning}</p>
      )}
      <p className={styles.effect}>
        {isOn
          ? t.dialogs.shareBack.on(t.repositories.audience[audience].effect)
          : t.dialogs.shareBack.off}
      </p>
    </div>
  );
}
