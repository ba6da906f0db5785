import { useState } from 'react';
import type { ShareBack } from '../../../shared/domain/visibility.ts';
import { CheckBox } from '../../components/controls/check-box.tsx';
import { Choice } from '../../components/controls/choice.tsx';
import { AUDIENCE } from '../../view/projects/visibility.ts';
import styles from './share-back-choice.module.css';

type Audience = Exclude<ShareBack, 'nobody'>;

const AUDIENCES = (['everyone', 'trusted'] as const).map((id) => ({
  id,
  name: AUDIENCE[id].label,
}));

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
          Share it back
        </CheckBox>
        {isOn && (
          <>
            <span>with</span>
            <Choice
              label="Who may see it"
              options={AUDIENCES}
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
        <p className={styles.warning}>
          So far, it is shared with some people only. Ask them before you show it to everyone.
        </p>
      )}
      <p className={styles.effect}>
        {isOn
          ? `${AUDIENCE[audience].effect} Shared once it is here; you can change it at any time.`
          : 'Others could take it from you, too. As it is, nobody sees your copy.'}
      </p>
    </div>
  );
}
