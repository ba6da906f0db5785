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
import { headsToFollow } from '../../view/projects/heads.ts';
import { parsePatterns, patternsOf, patternTexts } from '../../view/projects/patterns.ts';
import styles from './follow-dialog.module.css';

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
            label="Your branches that move along"
            placeholder="none"
            hint={`When ${peer.name}’s branch of that name moves, and only while yours has nothing of its own and no changes.`}
            value={mine}
            onChange={setMine}
            mono
          />
        )}
        <Switch
          label="Announce what comes"
          effect="One notification for all that comes in a while."
          isOn={!isMuted}
          onChange={(isOn) => setMuted(!isOn)}
        />
        <DialogActions>
          {own !== null && (
            <span className={styles.end}>
              <Button look="quiet" onPress={end.start} isPending={end.busy}>
                {repository === null ? 'Stop following' : 'Stop following here'}
              </Button>
            </span>
          )}
          <Button onPress={() => actions.close()}>Cancel</Button>
          <Button look="primary" type="submit" isPending={change.busy}>
            Save
          </Button>
        </DialogActions>
      </Form>
    </Dialog>
  );
}

function titleOf({ name }: Peer, repository: LocalRepository | null): string {
  return repository === null ? `Following ${name}` : `Following ${name} in ${repository.name}`;
}

function effectOf(
  { name }: Peer,
  repository: LocalRepository | null,
  isInherited: boolean,
): string {
  if (repository === null) {
    return `${name}’s commits come by themselves, in every project that you both have.`;
  }
  return isInherited
    ? `You follow ${name} everywhere. What you set here counts for this project only.`
    : `${name}’s commits in this project come by themselves.`;
}
