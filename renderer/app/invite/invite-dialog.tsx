import { type ReactNode, useCallback, useMemo, useState } from 'react';
import { parseInvite } from '../../../shared/domain/reach/invite.ts';
import { placesHere } from '../../../shared/domain/reach/places-here.ts';
import { timeOf } from '../../../shared/domain/words/time-of.ts';
import type { SwarmId } from '../../../shared/ids.ts';
import { Button } from '../../components/controls/button.tsx';
import { Choice } from '../../components/controls/choice.tsx';
import { Banner } from '../../components/layout/banner.tsx';
import { Dialog, DialogActions } from '../../components/layout/dialog.tsx';
import { QrCode } from '../../components/signs/qr-code.tsx';
import { CommandLine } from '../../pieces/command-line.tsx';
import { useAnswer } from '../../screens/head/use-answer.ts';
import { useNow } from '../../state/clock.tsx';
import { useActions, useAppState } from '../../state/shoal.ts';
import { t } from '../../texts/texts.ts';
import { INVITE_ENDS, type InviteEnd, invitedTo, inviteEnd } from '../../view/people/invite.ts';
import styles from './invite-dialog.module.css';

/** Whatever I share, instead of one project. */
const ANY = 'any';

/** Makes a link by which somebody reaches this computer from anywhere. */
export function InviteDialog() {
  const actions = useActions();
  const repositories = useAppState((state) => state.repositories);
  const projects = useMemo(() => invitedTo(repositories), [repositories]);
  const [about, setAbout] = useState<SwarmId | typeof ANY>(ANY);
  const [end, setEnd] = useState<InviteEnd>('week');
  const [opened] = useState(() => Date.now());
  const until = inviteEnd(end, opened);
  const ask = useCallback(
    async (signal: AbortSignal, told: (link: string) => void) => {
      const swarm = about === ANY ? null : about;
      told((await actions.run('reach.invite', { swarm, until }, signal)).link);
    },
    [actions, about, until],
  );
  const { answer } = useAnswer(ask);
  const words = t.dialogs.invite;
  return (
    <Dialog title={words.title} onClose={() => actions.close()}>
      <p>{words.effect}</p>
      <div className={styles.choices}>
        <Field label={words.about}>
          <Choice
            label={words.about}
            options={[{ id: ANY, name: words.anything }, ...projects]}
            chosen={about}
            onChoose={setAbout}
          />
        </Field>
        <Field label={words.goodFor}>
          <Choice
            label={words.goodFor}
            options={INVITE_ENDS.map((id) => ({ id, name: words.ends[id] }))}
            chosen={end}
            onChoose={setEnd}
          />
        </Field>
      </div>
      {answer.state === 'failed' && <Banner look="warning">{answer.sentence}</Banner>}
      {answer.state === 'ready' && <Invitation link={answer.value} />}
      <DialogActions>
        <Button onPress={() => actions.close()} autoFocus>
          {t.common.close}
        </Button>
      </DialogActions>
    </Dialog>
  );
}

function Field({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className={styles.field}>
      <span>{label}</span>
      {children}
    </div>
  );
}

/** The link, to be sent or scanned, and where it leads. */
function Invitation({ link }: { link: string }) {
  const now = useNow();
  const punching = useAppState(({ reach }) => reach.punching.state);
  const held = parseInvite(link);
  const words = t.dialogs.invite;
  if (held === null) return null;
  const places = placesHere(held, punching);
  return (
    <>
      <CommandLine command={link} />
      <div className={styles.code}>
        <QrCode text={link} label={words.code} />
      </div>
      <p className={styles.note}>{words.until(timeOf(held.until * 1_000, now))}</p>
      {places !== null && <Banner look="note">{words.onlyHere(places)}</Banner>}
    </>
  );
}
