import type { OfferedBranch } from '../../../shared/api/depot-look-contract.ts';
import { shortRefName } from '../../../shared/domain/git/ref-name.ts';
import { RadioChoice, RadioChoices } from '../../components/controls/radio-choices.tsx';
import { Pill } from '../../components/signs/pill.tsx';
import { Sentence } from '../../components/signs/sentence.tsx';
import { VisibleText } from '../../components/signs/visible-text.tsx';
import { t } from '../../texts/texts.ts';
import { pushStep, targetName } from '../../view/depots/push-step.ts';
import styles from './branch-choice.module.css';

interface Props {
  readonly branches: readonly OfferedBranch[];
  /** What the depot is called. */
  readonly depot: string;
  /** By its ref. */
  readonly chosen: string;
  readonly onChoose: (ref: string) => void;
}

/** My branches, where each would go, and how it stands to what the depot has. */
export function BranchChoice({ branches, depot, chosen, onChoose }: Props) {
  return (
    <RadioChoices label={t.depots.branches} value={chosen} onChange={onChoose}>
      {branches.map((branch) => (
        <RadioChoice key={branch.ref} value={branch.ref} isFilled>
          <Row branch={branch} depot={depot} />
        </RadioChoice>
      ))}
    </RadioChoices>
  );
}

function Row({ branch, depot }: { branch: OfferedBranch; depot: string }) {
  const { ref, target, subject, isCheckedOut } = branch;
  const { name, isOwnPlace } = targetName(target);
  const mine = shortRefName(ref);
  const isAlike = mine === name;
  const { label, sentence, canPush } = pushStep(branch, depot);
  return (
    <span className={styles.texts}>
      <span className={styles.name}>
        <span className={styles.way}>
          {isAlike ? (
            <code title={target}>
              <VisibleText text={name} />
            </code>
          ) : (
            <Sentence
              of={t.depots.to(
                <code key="from">
                  <VisibleText text={mine} />
                </code>,
                <code key="to" title={target}>
                  <VisibleText text={name} />
                </code>,
              )}
            />
          )}
        </span>
        {isOwnPlace && <Pill title={t.depots.ownPlaceTitle}>{t.depots.ownPlace}</Pill>}
        {isCheckedOut && <Pill>{t.depots.checkedOut}</Pill>}
        <Pill look={canPush ? 'accent' : 'plain'} title={sentence}>
          {label}
        </Pill>
      </span>
      <span className={styles.subject}>
        <VisibleText text={subject} />
      </span>
    </span>
  );
}
