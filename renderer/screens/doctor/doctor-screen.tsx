import { Copy, RefreshCw, Stethoscope } from 'lucide-react';
import { useCallback, useEffect, useState } from 'react';
import type { DoctorFacts } from '../../../shared/api/doctor-facts.ts';
import { diagnose } from '../../../shared/domain/doctor/diagnose.ts';
import { reportText, versionsLine } from '../../../shared/domain/doctor/report.ts';
import { Button } from '../../components/controls/button.tsx';
import { CheckBox } from '../../components/controls/check-box.tsx';
import { Banner } from '../../components/layout/banner.tsx';
import { EmptyState } from '../../components/layout/empty-state.tsx';
import { SectionHeading } from '../../components/layout/section-heading.tsx';
import { SingleColumn } from '../../pieces/columns.tsx';
import { copyText } from '../../state/copy-text.ts';
import { useActions, useAppState, useUi } from '../../state/shoal.ts';
import { t } from '../../texts/texts.ts';
import { whyNot } from '../../texts/told.ts';
import { inWindowLanguage, verdict } from '../../view/doctor.ts';
import styles from './doctor-screen.module.css';
import { FindingItem } from './finding-item.tsx';
import { InterfaceTable } from './interface-table.tsx';
import { SightTable } from './sight-table.tsx';
import { WellSign } from './well-sign.tsx';

/** Why teammates do not show up: what was found here, and what teammates say of this computer. */
export function DoctorScreen() {
  const about = useUi((ui) => ui.doctorAbout);
  const name = useAppState(({ peers }) => (about === null ? null : (peers[about]?.name ?? null)));
  const { facts, problem, isBusy, look } = useExamination(about);
  return (
    <SingleColumn title={t.doctor.title} note={name === null ? undefined : t.doctor.about(name)}>
      <div className={styles.doctor}>
        {problem !== null && <Banner look="warning">{problem}</Banner>}
        {facts === null ? (
          isBusy && <Asking />
        ) : (
          <Outcome facts={facts} isBusy={isBusy} look={look} />
        )}
        {facts === null && !isBusy && (
          <div>
            <Button look="primary" icon={RefreshCw} onPress={look}>
              {t.doctor.lookAgain}
            </Button>
          </div>
        )}
      </div>
    </SingleColumn>
  );
}

interface Examination {
  readonly facts: DoctorFacts | null;
  /** Why it could not be looked, as a sentence. */
  readonly problem: string | null;
  readonly isBusy: boolean;
  look(): void;
}

/** Looks at once, and again when asked to; what was seen before stays meanwhile. */
function useExamination(about: string | null): Examination {
  const actions = useActions();
  const [turn, setTurn] = useState(0);
  const [seen, setSeen] = useState<{ about: string | null; facts: DoctorFacts } | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(true);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each turn looks once more.
  useEffect(() => {
    let isWanted = true;
    setBusy(true);
    setProblem(null);
    actions
      .run('doctor.examine', { about })
      .then(
        (facts) => isWanted && setSeen({ about, facts }),
        (error: unknown) => isWanted && setProblem(whyNot(error)),
      )
      .finally(() => isWanted && setBusy(false));
    return () => {
      isWanted = false;
    };
  }, [actions, about, turn]);
  const look = useCallback(() => setTurn((last) => last + 1), []);
  // What was seen of somebody else says nothing of this one.
  return { facts: seen?.about === about ? seen.facts : null, problem, isBusy, look };
}

function Asking() {
  return (
    <EmptyState icon={Stethoscope} title={t.doctor.lookingTitle} busy>
      <p>{t.doctor.looking}</p>
    </EmptyState>
  );
}

interface OutcomeProps {
  readonly facts: DoctorFacts;
  readonly isBusy: boolean;
  look(): void;
}

function Outcome({ facts: seen, isBusy, look }: OutcomeProps) {
  const facts = inWindowLanguage(seen);
  const { findings } = diagnose(facts);
  return (
    <>
      <section className={styles.verdict} aria-busy={isBusy}>
        <WellSign findings={findings} />
        <p className={styles.words} role="status">
          {isBusy ? t.doctor.lookingAgain : verdict(facts, findings)}
        </p>
        <Button icon={RefreshCw} isDisabled={isBusy} onPress={look}>
          {t.doctor.lookAgain}
        </Button>
      </section>
      {findings.length > 0 && (
        <ul className={styles.findings} aria-label={t.doctor.findings}>
          {findings.map((finding) => (
            <FindingItem key={`${finding.code} ${finding.what}`} finding={finding} />
          ))}
        </ul>
      )}
      <SightTable peers={facts.peers} />
      <InterfaceTable network={facts.network} />
      <Report facts={facts} />
    </>
  );
}

/** One text for somebody who helps. */
function Report({ facts }: { facts: DoctorFacts }) {
  const [full, setFull] = useState(false);
  const [copied, setCopied] = useState(false);
  return (
    <section className={styles.report}>
      <SectionHeading isRuled>{t.doctor.report}</SectionHeading>
      <p className={`${styles.versions} selectable`}>{versionsLine(facts)}</p>
      <div className={styles.copy}>
        <Button
          icon={Copy}
          onPress={() => {
            copyText(reportText(facts, { full }));
            setCopied(true);
          }}
        >
          {copied ? t.common.copied : t.doctor.copyReport}
        </Button>
        <CheckBox
          isSelected={full}
          onChange={(on) => {
            setFull(on);
            setCopied(false);
          }}
        >
          {t.doctor.withNames}
        </CheckBox>
      </div>
    </section>
  );
}
