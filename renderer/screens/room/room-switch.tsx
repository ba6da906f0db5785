import { FolderPlus } from 'lucide-react';
import { useState } from 'react';
import { CheckboxGroup, Label } from 'react-aria-components';
import type { LocalRepository } from '../../../shared/api/state.ts';
import type { ShoalError } from '../../../shared/errors.ts';
import type { RepositoryId } from '../../../shared/ids.ts';
import { Button } from '../../components/controls/button.tsx';
import { CheckBox } from '../../components/controls/check-box.tsx';
import { Choice } from '../../components/controls/choice.tsx';
import { Switch } from '../../components/controls/switch.tsx';
import { Banner } from '../../components/layout/banner.tsx';
import { useNow } from '../../state/clock.tsx';
import { useActions, useAppState } from '../../state/shoal.ts';
import { t } from '../../texts/texts.ts';
import { whyNot } from '../../texts/told.ts';
import { endOf, type GuestEnd, guestEnds } from '../../view/guests.ts';
import { compareNames } from '../../view/people/compare-names.ts';
import { isShared } from '../../view/projects/visibility.ts';
import { untilWords } from '../../view/room/latest.ts';
import styles from './room-switch.module.css';

/** Opens repositories of mine to everyone for a while. What is chosen while it is on takes effect at once. */
export function RoomSwitch() {
  const actions = useActions();
  const room = useAppState((state) => state.room);
  const repositories = useAppState((state) => state.repositories);
  const letsGuestsIn = useAppState((state) => state.guests.state === 'on');
  const now = useNow();
  const usable = Object.values(repositories)
    .filter(({ status }) => status.state !== 'unusable')
    .sort((a, b) => compareNames(a.name, b.name) || compareNames(a.path, b.path));
  const [ticked, setTicked] = useState<readonly RepositoryId[] | null>(null);
  const [end, setEnd] = useState<GuestEnd>('midnight');
  const [guests, setGuests] = useState<boolean | null>(null);
  const [error, setError] = useState<string | null>(null);
  const isOn = room.state === 'on';
  const chosen = isOn ? room.repositories : (ticked ?? usable.filter(isShared).map(({ id }) => id));
  const withGuests = guests ?? letsGuestsIn;

  const failed = (failure: ShoalError) => setError(whyNot(failure));
  const open = (until: number | null, ids: readonly RepositoryId[], isForGuests: boolean) => {
    setError(null);
    if (ids.length === 0) return close();
    actions.run('room.on', { until, repositories: [...ids], guests: isForGuests }).catch(failed);
  };
  const close = () => {
    setError(null);
    actions.run('room.off', {}).catch(failed);
  };
  const change = (ids: readonly RepositoryId[]) => {
    setTicked(ids);
    if (isOn) open(room.until, ids, withGuests);
  };
  if (usable.length === 0) return <NothingToOpen />;
  return (
    <section className={styles.switch} aria-label={t.room.mine}>
      <Switch
        label={t.room.open}
        effect={
          isOn
            ? t.room.openUntil(room.repositories.length, untilWords(room.until, now))
            : t.room.openOff
        }
        isOn={isOn}
        onChange={(on) => (on ? open(endOf(end, Date.now()), chosen, withGuests) : close())}
      />
      <Choice
        label={t.room.howLong}
        options={guestEnds()}
        chosen={end}
        onChoose={(wanted) => {
          setEnd(wanted);
          if (isOn) open(endOf(wanted, Date.now()), chosen, withGuests);
        }}
      >
        {isOn ? t.room.anotherEnd : undefined}
      </Choice>
      <Projects all={usable} chosen={chosen} onChange={change} />
      <CheckBox
        isSelected={withGuests}
        onChange={(isSelected) => {
          setGuests(isSelected);
          if (isOn) open(room.until, chosen, isSelected);
        }}
      >
        {t.room.guestsToo}
      </CheckBox>
      {error !== null && <Banner look="warning">{error}</Banner>}
    </section>
  );
}

interface ProjectsProps {
  readonly all: readonly LocalRepository[];
  readonly chosen: readonly RepositoryId[];
  readonly onChange: (chosen: readonly RepositoryId[]) => void;
}

function Projects({ all, chosen, onChange }: ProjectsProps) {
  return (
    <CheckboxGroup
      className={styles.projects}
      value={[...chosen]}
      onChange={(ids) => onChange(ids as RepositoryId[])}
    >
      <Label className={styles.label}>{t.room.whichOnes}</Label>
      {all.map(({ id, name }) => (
        <CheckBox key={id} value={id}>
          <span className={styles.name}>{name}</span>
        </CheckBox>
      ))}
    </CheckboxGroup>
  );
}

function NothingToOpen() {
  const actions = useActions();
  return (
    <section className={styles.switch} aria-label={t.room.mine}>
      <p className={styles.none}>{t.room.nothingToOpen}</p>
      <Button icon={FolderPlus} onPress={() => actions.chooseRepository()}>
        {t.common.addRepository}
      </Button>
    </section>
  );
}
