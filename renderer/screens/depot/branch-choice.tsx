import { Label, Radio, RadioGroup } from 'react-aria-components';
import type { OfferedBranch } from '../../../shared/api/depot-look-contract.ts';
import { shortRefName } from '../../../shared/domain/git/ref-name.ts';
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
    <RadioGroup className={styles.group} value={chosen} onChange={onChoose}>
      <Label className={styles.heading}>{t.depots.branches}</Label>
      {branches.map((branch) => (
        <Radio key={branch.ref} value={branch.ref} className={styles.branch}>
          <i className={styles.mark} />
          <Row branch={branch} depot={depot} />
        </Radio>
      ))}
    </RadioGroup>
  );
}

function Row({ branch, depot }: { branch: OfferedBranch; depot: string }) {
  const { ref, target, subject, isCheckedOut } = branch;
  const { name, isOwnPlace } = targetName(target);
  const { label, sentence, canPush } = pushStep(branch, depot);
  return (
    <span className={styles.texts}>
      <span className={styles.name}>
        <span className={styles.way}>
          <Sentence
            of={t.depots.to(
              <code key="from">
                <VisibleText text={shortRefName(ref)} />
              </code>,
              <code key="to" title={isOwnPlace ? t.depots.ownPlaceTitle : target}>
                <VisibleText text={isOwnPlace ? t.depots.ownPlace(name) : name} />
              </code>,
            )}
          />
        </span>
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
