import { Search, ShieldAlert } from 'lucide-react';
import { useLayoutEffect } from 'react';
import type { SwarmId } from '../../../shared/ids.ts';
import { EmptyState } from '../../components/layout/empty-state.tsx';
import { WithCommands } from '../../components/signs/with-commands.tsx';
import { BegunAnewButton } from '../../pieces/begun-anew-button.tsx';
import { useShoal } from '../../state/shoal.ts';
import { t } from '../../texts/texts.ts';
import type { DepotOf } from '../../view/depots/depots-of.ts';
import { isLie, mayHaveBegunAnew } from '../../view/depots/lies.ts';
import { NothingToSee } from '../head/not-shown.tsx';
import type { Answer } from '../head/use-answer.ts';
import styles from './not-told.module.css';

interface Props {
  readonly answer: Exclude<Answer<unknown>, { state: 'ready' }>;
  readonly swarm: SwarmId;
  readonly depot: DepotOf;
  readonly onRetry: () => void;
}

/** Why a depot's word is not here yet, or is not to be taken. */
export function NotTold({ answer, swarm, depot, onRetry }: Props) {
  if (answer.state === 'asking') {
    return (
      <EmptyState icon={Search} title={t.depots.asking} busy>
        <p>{t.depots.askingEffect}</p>
      </EmptyState>
    );
  }
  if (!isLie(answer.code)) return <NothingToSee failed={answer} retry={onRetry} />;
  return <Lies {...answer} swarm={swarm} depot={depot} />;
}

interface LiesProps extends Pick<Props, 'swarm' | 'depot'> {
  readonly code: string;
  readonly sentence: string;
}

/** The warning that would stand across the window, in its place. */
function Lies({ code, sentence, swarm, depot: { peer, copy } }: LiesProps) {
  const { ui } = useShoal();
  useLayoutEffect(() => {
    ui.setState({ alarm: { code, peer: peer.id, copy } });
    return () => ui.setState({ alarm: null });
  }, [ui, code, peer.id, copy]);
  return (
    <div role="alert" className={styles.alarm}>
      <EmptyState
        icon={ShieldAlert}
        look="warning"
        title={t.depots.alarm.title}
        actions={
          mayHaveBegunAnew(code) && <BegunAnewButton swarm={swarm} depot={peer.id} copy={copy} />
        }
      >
        <p className="selectable">
          <WithCommands of={sentence} />
        </p>
      </EmptyState>
    </div>
  );
}
