import { useState } from 'react';
import type { LocalRepository } from '../../../shared/api/state.ts';
import type { Visibility } from '../../../shared/domain/visibility.ts';
import type { PeerId } from '../../../shared/ids.ts';
import { RadioChoice, RadioChoices } from '../../components/controls/radio-choices.tsx';
import { useActions } from '../../state/shoal.ts';
import { t } from '../../texts/texts.ts';
import { AUDIENCES, type Audience } from '../../view/projects/visibility.ts';
import styles from './audience-choice.module.css';
import { ChosenPeople } from './chosen-people.tsx';

/** Who may see a repository. What is chosen takes effect at once. */
export function AudienceChoice({ repository }: { repository: LocalRepository }) {
  const actions = useActions();
  // While it is open in the room, its own choice is what holds afterwards; a new one holds at once.
  const visibility = repository.room?.afterwards ?? repository.visibility;
  // Chosen people without anyone ticked is nobody to the engine, but a step on the way here.
  const [choosing, setChoosing] = useState(false);
  const audience: Audience = choosing ? 'peers' : visibility.to;
  const set = (to: Visibility) =>
    actions.tell('repositories.setVisibility', { repository: repository.id, visibility: to });
  const choose = (to: Audience) => {
    setChoosing(to === 'peers');
    set(to === 'peers' ? { to: 'nobody' } : { to });
  };
  const tick = (peers: readonly PeerId[]) => {
    setChoosing(true);
    set(peers.length === 0 ? { to: 'nobody' } : { to: 'peers', peers: [...peers] });
  };
  return (
    <section className={styles.section}>
      <RadioChoices
        label={t.repositories.whoMaySee}
        // Of another project than the one that was shared, nothing is chosen yet.
        value={repository.status.state === 'unusable' ? null : audience}
        onChange={choose}
      >
        {AUDIENCES.map((to) => (
          <RadioChoice key={to} value={to}>
            <span>
              <span className={styles.label}>{t.repositories.audience[to].label}</span>
              <span className={styles.effect}>{t.repositories.audience[to].effect}</span>
            </span>
          </RadioChoice>
        ))}
      </RadioChoices>
      {audience === 'peers' && (
        <ChosenPeople chosen={visibility.to === 'peers' ? visibility.peers : []} onChange={tick} />
      )}
    </section>
  );
}
