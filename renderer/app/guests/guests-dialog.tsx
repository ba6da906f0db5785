import { useState } from 'react';
import type { Guests } from '../../../shared/api/guests-state.ts';
import type { ShoalError } from '../../../shared/errors.ts';
import { Button } from '../../components/controls/button.tsx';
import { Choice } from '../../components/controls/choice.tsx';
import { Switch } from '../../components/controls/switch.tsx';
import { Banner } from '../../components/layout/banner.tsx';
import { Dialog, DialogActions } from '../../components/layout/dialog.tsx';
import { Sentence } from '../../components/signs/sentence.tsx';
import { useNow } from '../../state/clock.tsx';
import { useActions, useAppState } from '../../state/shoal.ts';
import { t } from '../../texts/texts.ts';
import { whyNot } from '../../texts/told.ts';
import { endOf, type GuestEnd, guestEnds, guestsEffect } from '../../view/guests.ts';
import { GuestAddress } from './guest-address.tsx';
import styles from './guests-dialog.module.css';

/** Lets people without Shoal clone what is shared with everyone, and shows how they do. */
export function GuestsDialog() {
  const actions = useActions();
  const guests = useAppState((state) => state.guests);
  const now = useNow();
  const [end, setEnd] = useState<GuestEnd>('never');
  const isOn = guests.state === 'on';
  const [error, setError] = useState<string | null>(null);
  const failed = (failure: ShoalError) => setError(whyNot(failure));
  const letIn = (until: GuestEnd) => {
    setError(null);
    actions.run('guests.on', { until: endOf(until, Date.now()) }).catch(failed);
  };
  const letOut = () => {
    setError(null);
    actions.run('guests.off', {}).catch(failed);
  };
  return (
    <Dialog title={t.dialogs.guests.title} onClose={() => actions.close()}>
      <p>{t.dialogs.guests.what}</p>
      <Switch
        label={t.dialogs.guests.letIn}
        effect={guestsEffect(guests, now)}
        isOn={isOn}
        onChange={(on) => (on ? letIn(end) : letOut())}
      />
      <div className={styles.end}>
        <span>{isOn ? t.dialogs.guests.orLetThemIn : t.dialogs.guests.letThemIn}</span>
        <Choice
          label={t.dialogs.guests.howLong}
          options={guestEnds()}
          chosen={end}
          onChoose={(chosen) => {
            setEnd(chosen);
            if (isOn) letIn(chosen);
          }}
        >
          {isOn ? t.dialogs.guests.choose : undefined}
        </Choice>
      </div>
      {error !== null && <Banner look="warning">{error}</Banner>}
      {guests.state === 'on' && <HowToClone guests={guests} />}
      <DialogActions>
        <Button onPress={() => actions.close()}>{t.common.close}</Button>
      </DialogActions>
    </Dialog>
  );
}

function HowToClone({ guests }: { guests: Extract<Guests, { state: 'on' }> }) {
  const repositories = useAppState((state) => state.repositories);
  const [chosen, setChosen] = useState<string | null>(null);
  const { repositories: open, bases, clones } = guests;
  const shown = open.find(({ id }) => id === chosen) ?? open[0];
  if (shown === undefined) {
    return <Banner look="note">{t.dialogs.guests.nothingShared}</Banner>;
  }
  const nameOf = (id: (typeof shown)['id']) => repositories[id]?.name ?? id;
  return (
    <section className={styles.how} aria-label={t.dialogs.guests.how}>
      {open.length > 1 && (
        <Choice
          label={t.dialogs.guests.whichRepository}
          options={open.map(({ id }) => ({ id, name: nameOf(id) }))}
          chosen={shown.id}
          onChoose={setChosen}
        />
      )}
      <GuestAddress key={shown.id} name={nameOf(shown.id)} urls={shown.urls} />
      <p className={styles.note}>
        <Sentence
          of={t.dialogs.guests.everythingAt(<code className="selectable">{bases[0]}</code>, clones)}
        />
      </p>
    </section>
  );
}
