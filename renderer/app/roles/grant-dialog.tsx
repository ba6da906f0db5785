import { useState } from 'react';
import { Form } from 'react-aria-components';
import { InvalidRequestError } from '../../../shared/errors.ts';
import type { Role } from '../../../shared/gtp/push.ts';
import { Button } from '../../components/controls/button.tsx';
import { Choice } from '../../components/controls/choice.tsx';
import { Segments } from '../../components/controls/segments.tsx';
import { Switch } from '../../components/controls/switch.tsx';
import { TextField } from '../../components/controls/text-field.tsx';
import { Banner } from '../../components/layout/banner.tsx';
import { Dialog, DialogActions } from '../../components/layout/dialog.tsx';
import { Sentence } from '../../components/signs/sentence.tsx';
import { useActions, useAppState } from '../../state/shoal.ts';
import type { Overlay } from '../../state/ui-store.ts';
import { useSubmit } from '../../state/use-submit.ts';
import { t } from '../../texts/texts.ts';
import {
  GRANT_ENDS,
  type GrantEnd,
  givable,
  grantEnd,
  typedPatterns,
} from '../../view/depots/rights.ts';
import styles from './grant-dialog.module.css';
import { useMeant, WhoField } from './who-field.tsx';

type Props = Omit<Extract<Overlay, { kind: 'grant' }>, 'kind'>;

/** Lets somebody push: who, what, and for how long. */
export function GrantDialog({ swarm, depot, copy, project, isOwner, holders }: Props) {
  const actions = useActions();
  const depotName = useAppState(({ peers }) => peers[depot]?.name ?? '');
  const who = useMeant(depot, holders);
  const [role, setRole] = useState<Role['role']>('contributor');
  const [patterns, setPatterns] = useState('main');
  const [rewinds, setRewinds] = useState(false);
  const [end, setEnd] = useState<GrantEnd>('never');
  const words = t.depots.grant;
  const { busy, error, clear, onSubmit } = useSubmit(async () => {
    const { meant } = who;
    if (meant === null) throw new InvalidRequestError(who.isTyped ? words.unknown : words.nobody);
    const expires = grantEnd(end, Date.now());
    await actions.run('depot.grant', {
      ...{ swarm, peer: depot, copy, to: meant.id, role: roleFrom(role, patterns, rewinds) },
      ...(expires === undefined ? {} : { expires }),
    });
    actions.close();
  });
  return (
    <Dialog title={words.title(project, depotName)} onClose={() => actions.close()}>
      <Form onSubmit={onSubmit}>
        <WhoField who={who} onChange={clear} />
        <div className={styles.role}>
          <span className={styles.label}>{words.role}</span>
          <Segments
            label={words.role}
            segments={givable({ role: isOwner ? 'owner' : 'maintainer' } as Role).map((id) => ({
              ...{ id, name: t.depots.role[id] },
            }))}
            chosen={role}
            onChoose={setRole}
          />
          <span className={styles.effect}>{words.effect[role]}</span>
        </div>
        {role === 'maintainer' && (
          <>
            <TextField
              label={words.patterns}
              hint={
                <Sentence
                  of={words.patternsHint(<code key="all">*</code>, <code key="tags">tags/*</code>)}
                />
              }
              value={patterns}
              onChange={setPatterns}
              mono
            />
            <Switch
              label={words.rewinds}
              effect={words.rewindsEffect}
              isOn={rewinds}
              onChange={setRewinds}
            />
          </>
        )}
        <div className={styles.until}>
          <span className={styles.label}>{words.until}</span>
          <Choice
            label={words.until}
            options={GRANT_ENDS.map((id) => ({ id, name: words.ends[id] }))}
            chosen={end}
            onChoose={setEnd}
          />
        </div>
        {error !== null && <Banner look="warning">{error}</Banner>}
        <DialogActions>
          <Button onPress={() => actions.close()}>{t.common.cancel}</Button>
          <Button look="primary" type="submit" isPending={busy}>
            {words.give}
          </Button>
        </DialogActions>
      </Form>
    </Dialog>
  );
}

/** @throws InvalidRequestError for branches that are none */
function roleFrom(role: Role['role'], text: string, rewinds: boolean): Role {
  if (role !== 'maintainer') return { role };
  const typed = typedPatterns(text);
  if ('problem' in typed) throw new InvalidRequestError(typed.problem);
  const more = rewinds ? { rewinds } : {};
  return { role, patterns: typed.patterns.map((refs) => ({ refs, ...more })) };
}
