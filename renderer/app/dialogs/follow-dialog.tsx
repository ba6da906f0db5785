import { useState } from 'react';
import { Form } from 'react-aria-components';
import type { LocalRepository, Peer } from '../../../shared/api/state.ts';
import { followKey, PLAIN_FOLLOW, ruleFor } from '../../../shared/domain/follow.ts';
import { matchHeads } from '../../../shared/domain/git/chosen-heads.ts';
import { Button } from '../../components/controls/button.tsx';
import { PatternFields } from '../../components/controls/pattern-fields.tsx';
import { Switch } from '../../components/controls/switch.tsx';
import { TextField } from '../../components/controls/text-field.tsx';
import { Dialog, DialogActions } from '../../components/layout/dialog.tsx';
import { MatchingHeads } from '../../pieces/matching-heads.tsx';
import { useActions, useAppState } from '../../state/shoal.ts';
import { useSubmit } from '../../state/use-submit.ts';
import { t } from '../../texts/texts.ts';
import { headsToFollow } from '../../view/projects/heads.ts';
import { parsePatterns, patternsOf, patternTexts } from '../../view/projects/patterns.ts';

interface Props {
  readonly peer: Peer;
  /** Null for every project that both have. */
  readonly repository: LocalRepository | null;
}

/** What of a teammate's work comes by itself, and what becomes of it here. */
export function FollowDialog({ peer, repository }: Props) {
  const actions = useActions();
  const place = { peer: peer.id, repository: repository?.id ?? null };
  const own = useAppState(({ follows }) => follows[followKey(place)] ?? null);
  const everywhere = useAppState(({ follows }) =>
    repository === null ? null : ruleFor(Object.values(follows), peer.id, repository.id),
  );
  const theirs = useAppState(({ swarms }) => headsToFollow(swarms, peer.id, place.repository));
  const rule = own ?? everywhere ?? PLAIN_FOLLOW;
  const [heads, setHeads] = useState(() => patternTexts(rule));
  const [mine, setMine] = useState(() => rule.fastForward.join(', '));
  const [isMuted, setMuted] = useState(rule.isMuted);
  const change = useSubmit(async () => {
    const fastForward = repository === null ? [] : parsePatterns(mine);
    await actions.run('follow.set', { ...place, ...patternsOf(heads), fastForward, isMuted });
    actions.close();
  });
  const end = useSubmit(async () => {
    await actions.run('follow.remove', place);
    actions.close();
  });
  return (
    <Dialog title={titleOf(peer, repository)} onClose={() => actions.close()}>
      <Form onSubmit={change.onSubmit}>
        <p>{effectOf(peer, repository, own === null)}</p>
        <PatternFields texts={heads} onChange={setHeads} error={change.error ?? end.error} />
        <MatchingHeads matches={matchHeads(theirs, patternsOf(heads))} />
        {repository !== null && (
          <TextField
            label={t.dialogs.follow.mine}
            placeholder={t.dialogs.follow.none}
            hint={t.dialogs.follow.mineHint(peer.name)}
            value={mine}
            onChange={setMine}
            mono
          />
        )}
        <Switch
          label={t.dialogs.follow.announce}
          effect={t.dialogs.follow.announceEffect}
          isOn={!isMuted}
          onChange={(isOn) => setMuted(!isOn)}
        />
        <DialogActions
          aside={
            own !== null && (
              <Button look="quiet" onPress={end.start} isPending={end.busy}>
                {repository === null ? t.dialogs.follow.stop : t.dialogs.follow.stopHere}
              </Button>
            )
          }
        >
          <Button onPress={() => actions.close()}>{t.common.cancel}</Button>
          <Button look="primary" type="submit" isPending={change.busy}>
            {t.dialogs.follow.save}
          </Button>
        </DialogActions>
      </Form>
    </Dialog>
  );
}

function titleOf({ name }: Peer, repository: LocalRepository | null): string {
  const { title, titleIn } = t.dialogs.follow;
  return repository === null ? title(name) : titleIn(name, repository.name);
}

function effectOf(
  { name }: Peer,
  repository: LocalRepository | null,
  isInherited: boolean,
): string {
  const { everywhere, inherited, here } = t.dialogs.follow;
  if (repository === null) return everywhere(name);
  return isInherited ? inherited(name) : here(name);
}
