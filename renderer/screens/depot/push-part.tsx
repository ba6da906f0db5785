import { useState } from 'react';
import type { DepotLook, OfferedBranch } from '../../../shared/api/depot-look-contract.ts';
import type { LocalRepository } from '../../../shared/api/state.ts';
import type { Swarm } from '../../../shared/api/swarm-state.ts';
import { Words } from '../../components/signs/words.tsx';
import { useAppState } from '../../state/shoal.ts';
import { t } from '../../texts/texts.ts';
import type { DepotOf } from '../../view/depots/depots-of.ts';
import { firstChoice, forbiddenSentence } from '../../view/depots/push-step.ts';
import { BranchChoice } from './branch-choice.tsx';
import { MyRole } from './my-role.tsx';
import { NotTold } from './not-told.tsx';
import { PushActions } from './push-actions.tsx';
import styles from './push-part.module.css';
import { useDepotLook } from './use-depot.ts';
import { usePush } from './use-push.ts';

interface Props {
  readonly repository: LocalRepository;
  readonly swarm: Swarm;
  readonly depot: DepotOf;
  readonly standing: string;
}

/** Which branch goes where, what the depot has of it, and the button that pushes it. */
export function PushPart({ repository, swarm, depot, standing }: Props) {
  const { answer, retry } = useDepotLook(repository.id, depot, standing);
  if (answer.state !== 'ready') {
    return <NotTold answer={answer} swarm={swarm.id} depot={depot} onRetry={retry} />;
  }
  const { value: look } = answer;
  if (look.rights.state === 'none') return <Forbidden look={look} rights={look.rights} />;
  return <Branches {...{ repository, swarm, depot, look }} />;
}

interface BranchesProps {
  readonly repository: LocalRepository;
  readonly swarm: Swarm;
  readonly depot: DepotOf;
  readonly look: DepotLook;
}

function Branches({ repository, swarm, depot, look }: BranchesProps) {
  const [chosen, setChosen] = useState<string | null>(null);
  const push = usePush(swarm.id, repository.path, depot);
  const branch: OfferedBranch | null =
    look.branches.find(({ ref }) => ref === chosen) ?? firstChoice(look.branches);
  return (
    <div className={styles.part}>
      <MyRole look={look} />
      {branch === null ? (
        <p className={styles.note}>{t.depots.noBranch}</p>
      ) : (
        <>
          <BranchChoice
            branches={look.branches}
            depot={look.depot.name}
            chosen={branch.ref}
            onChoose={setChosen}
          />
          {look.more > 0 && <p className={styles.note}>{t.depots.moreBranches(look.more)}</p>}
          <PushActions branch={branch} look={look} repository={repository} push={push} />
        </>
      )}
    </div>
  );
}

interface ForbiddenProps {
  readonly look: DepotLook;
  readonly rights: Extract<DepotLook['rights'], { state: 'none' }>;
}

/** What role I would need, and whom to ask. */
function Forbidden({ look: { depot, owner }, rights }: ForbiddenProps) {
  const self = useAppState((state) => state.self);
  return (
    <section className={styles.part} aria-label={t.depots.forbidden.title}>
      <h2 className={styles.title}>{t.depots.forbidden.title}</h2>
      <p>{forbiddenSentence(rights, depot.name)}</p>
      <p>{t.depots.forbidden.ask(owner.name)}</p>
      {self !== null && (
        <Words
          title={t.depots.forbidden.words}
          words={self.words}
          hint={t.depots.forbidden.wordsHint}
        />
      )}
    </section>
  );
}
