import { useState } from 'react';
import type { Guests } from '../../../shared/api/guests-state.ts';
import { count } from '../../../shared/domain/words/quantity.ts';
import { asShoalError, type ShoalError } from '../../../shared/errors.ts';
import { Button } from '../../components/controls/button.tsx';
import { Choice } from '../../components/controls/choice.tsx';
import { Switch } from '../../components/controls/switch.tsx';
import { Banner } from '../../components/layout/banner.tsx';
import { Dialog, DialogActions } from '../../components/layout/dialog.tsx';
import { useNow } from '../../state/clock.tsx';
import { useActions, useAppState } from '../../state/shoal.ts';
import { endOf, GUEST_ENDS, type GuestEnd, guestsEffect } from '../../view/guests.ts';
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
  const failed = (failure: ShoalError) => setError(asShoalError(failure).message);
  const letIn = (until: GuestEnd) => {
    setError(null);
    actions.run('guests.on', { until: endOf(until, Date.now()) }).catch(failed);
  };
  const letOut = () => {
    setError(null);
    actions.run('guests.off', {}).catch(failed);
  };
  return (
    <Dialog title="Guests" onClose={() => actions.close()}>
      <p>
        Whoever reaches this computer over the network can clone, with plain git and without Shoal,
        what you share with everyone. They can read that, and nothing else.
      </p>
      <Switch
        label="Let guests in"
        effect={guestsEffect(guests, now)}
        isOn={isOn}
        onChange={(on) => (on ? letIn(end) : letOut())}
      />
      <div className={styles.end}>
        <span>{isOn ? 'Or let them in' : 'Let them in'}</span>
        <Choice
          label="How long guests are let in"
          options={GUEST_ENDS}
          chosen={end}
          onChoose={(chosen) => {
            setEnd(chosen);
            if (isOn) letIn(chosen);
          }}
        >
          {isOn ? 'choose…' : undefined}
        </Choice>
      </div>
      {error !== null && <Banner look="warning">{error}</Banner>}
      {guests.state === 'on' && <HowToClone guests={guests} />}
      <DialogActions>
        <Button onPress={() => actions.close()}>Close</Button>
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
    return (
      <Banner look="note">
        Nothing is shared with everyone yet, so there is nothing to clone.
      </Banner>
    );
  }
  const nameOf = (id: (typeof shown)['id']) => repositories[id]?.name ?? id;
  return (
    <section className={styles.how} aria-label="How guests clone">
      {open.length > 1 && (
        <Choice
          label="Which repository"
          options={open.map(({ id }) => ({ id, name: nameOf(id) }))}
          chosen={shown.id}
          onChoose={setChosen}
        />
      )}
      <GuestAddress key={shown.id} name={nameOf(shown.id)} urls={shown.urls} />
      <p className={styles.note}>
        Everything there is at <code className="selectable">{bases[0]}</code>. Cloned{' '}
        {count(clones, 'time')} so far.
      </p>
    </section>
  );
}
