import { Search, ShieldAlert } from 'lucide-react';
import type { SwarmId } from '../../../shared/ids.ts';
import { Button } from '../../components/controls/button.tsx';
import { EmptyState } from '../../components/layout/empty-state.tsx';
import { WithCommands } from '../../components/signs/with-commands.tsx';
import { useActions } from '../../state/shoal.ts';
import { t } from '../../texts/texts.ts';
import type { DepotOf } from '../../view/depots/depots-of.ts';
import { NothingToSee } from '../head/not-shown.tsx';
import type { Answer } from '../head/use-answer.ts';

/** What a depot shows is not what it showed, or not what was signed (engine/errors/pushing.ts). */
const LIES =
  /^(depot-(rolled-back|other-story|two-stories|hides|unstated|chain-wrong|ref-wrong)|depots-diverged)$/;
/** Those that are right again where whoever runs it has begun anew. */
const BEGUN_ANEW = /^depot-(rolled-back|other-story|two-stories|hides)$/;

interface Props {
  readonly answer: Exclude<Answer<unknown>, { state: 'ready' }>;
  readonly swarm: SwarmId;
  readonly depot: DepotOf;
  readonly onRetry: () => void;
}

/** Why a depot's word is not here yet, or is not to be taken. */
export function NotTold({ answer, swarm, depot, onRetry }: Props) {
  const actions = useActions();
  if (answer.state === 'asking') {
    return (
      <EmptyState icon={Search} title={t.depots.asking} busy>
        <p>{t.depots.askingEffect}</p>
      </EmptyState>
    );
  }
  if (!LIES.test(answer.code)) return <NothingToSee failed={answer} retry={onRetry} />;
  return (
    <div role="alert">
      <EmptyState
        icon={ShieldAlert}
        look="warning"
        title={t.depots.alarm.title}
        actions={
          BEGUN_ANEW.test(answer.code) && (
            <Button
              onPress={() => actions.open({ kind: 'accept-story', swarm, depot: depot.peer.id })}
            >
              {t.depots.alarm.begunAnew}
            </Button>
          )
        }
      >
        <p className="selectable">
          <WithCommands of={answer.sentence} />
        </p>
      </EmptyState>
    </div>
  );
}
