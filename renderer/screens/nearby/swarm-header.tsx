import { Check, Download, GitBranch, Play, Tag, TriangleAlert, UsersRound } from 'lucide-react';
import type { LocalRepository } from '../../../shared/api/state.ts';
import type { Swarm } from '../../../shared/api/swarm-state.ts';
import { headCountWords } from '../../../shared/domain/words/head-count.ts';
import { listed } from '../../../shared/domain/words/listed.ts';
import { Button } from '../../components/controls/button.tsx';
import { Banner } from '../../components/layout/banner.tsx';
import { DetailHeader } from '../../components/layout/detail-header.tsx';
import { Icon } from '../../components/signs/icon.tsx';
import { Sentence } from '../../components/signs/sentence.tsx';
import { CloneButton } from '../../pieces/clone-button.tsx';
import { OpenWith } from '../../pieces/open-with.tsx';
import { PushButton } from '../../pieces/push-button.tsx';
import { usePeersOf } from '../../state/lists/use-peers-of.ts';
import { useActions } from '../../state/shoal.ts';
import { t } from '../../texts/texts.ts';
import { told } from '../../texts/told.ts';
import { alongWords, comingWords } from '../../view/projects/coming.ts';
import { peersOf } from '../../view/projects/nearby.ts';
import { type ProjectState, stateLabel, stateMeaning } from '../../view/projects/project-state.ts';
import { capitalized } from '../../view/transfers/transfers.ts';
import { CopyChoice } from './copy-choice.tsx';
import { LeftOut } from './left-out.tsx';
import styles from './swarm-header.module.css';
import { useProjectState } from './use-project-state.ts';

interface Props {
  readonly swarm: Swarm;
  readonly copy: LocalRepository | null;
}

const NAMED = 4;

export function SwarmHeader({ swarm, copy }: Props) {
  const state = useProjectState(swarm);
  const along = state.kind === 'new' ? alongWords(state.coming) : null;
  const people = peersOf(swarm, usePeersOf(swarm));
  const names = people.slice(0, NAMED).map(({ name }) => name);
  const others = people.length - names.length;
  return (
    <DetailHeader
      title={swarm.name}
      subtitle={swarm.description}
      actions={
        <>
          <PushButton copy={copy} />
          {copy !== null && <OpenWith path={copy.path} />}
          <PrimaryAction swarm={swarm} copy={copy} state={state} />
        </>
      }
      facts={
        <>
          {copy !== null && <CopyChoice swarm={swarm} copy={copy} />}
          {copy?.status.state === 'ready' && copy.status.branch !== null && (
            <span>
              <Icon of={GitBranch} />{' '}
              <Sentence
                of={t.common.onBranch(<code className="selectable">{copy.status.branch}</code>)}
              />
            </span>
          )}
          <span>
            <Icon of={UsersRound} />{' '}
            {others > 0 ? listed([...names, t.common.namesAndOthers(others)]) : names.join(', ')}
          </span>
          {along !== null && (
            <span title={t.nearby.keptUnderOwner}>
              <Icon of={Tag} /> {along}
            </span>
          )}
          <LeftOut swarm={swarm} />
        </>
      }
      banner={
        copy?.status.state === 'unusable' && (
          <Banner look="warning">{told(copy.status.sentence)}</Banner>
        )
      }
    />
  );
}

/** The one thing to do next, named by what comes of it; else how the project stands. */
function PrimaryAction({ swarm, copy, state }: Props & { readonly state: ProjectState }) {
  const actions = useActions();
  if (state.kind === 'under-way' && state.transfer.phase.state === 'paused') {
    const { id, kind } = state.transfer;
    return (
      <Button look="primary" icon={Play} onPress={() => actions.resume(id)}>
        {t.nearby.resume[kind]}
      </Button>
    );
  }
  if (state.kind === 'offered') return <CloneButton swarm={swarm.id} />;
  if (state.kind === 'undone' && copy !== null) {
    return (
      <Button
        icon={Download}
        onPress={() => actions.fetch({ repository: copy.id, peers: [...state.peers] })}
      >
        {t.nearby.fetchAgain(headCountWords(state.heads))}
      </Button>
    );
  }
  if (state.kind === 'new') {
    return (
      <Button
        look="primary"
        icon={Download}
        aria-keyshortcuts="F"
        onPress={() => actions.fetchNew(swarm.id)}
      >
        {t.nearby.fetch(comingWords(state.coming))}
      </Button>
    );
  }
  const words = [stateLabel(state), stateMeaning(state)].filter((text) => text !== null);
  return (
    <span className={styles.state} data-state={state.kind}>
      {state.kind === 'up-to-date' && <Icon of={Check} />}
      {state.kind === 'conflicts' && <Icon of={TriangleAlert} />}
      {words.map(capitalized).join(' · ')}
    </span>
  );
}
