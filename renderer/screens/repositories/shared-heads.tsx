import { useState } from 'react';
import { Form } from 'react-aria-components';
import type { LocalRepository } from '../../../shared/api/state.ts';
import { Button } from '../../components/controls/button.tsx';
import { PatternFields } from '../../components/controls/pattern-fields.tsx';
import { MatchingHeads } from '../../pieces/matching-heads.tsx';
import { useActions } from '../../state/shoal.ts';
import { useSubmit } from '../../state/use-submit.ts';
import { t } from '../../texts/texts.ts';
import { patternsOf, patternTexts, samePatterns } from '../../view/projects/patterns.ts';
import styles from './shared-heads.module.css';
import { useMatches } from './use-matches.ts';

/** Which branches and tags those who may see the repository see of it. */
export function SharedHeads({ repository }: { repository: LocalRepository }) {
  const actions = useActions();
  const [texts, setTexts] = useState(() => patternTexts(repository.sharedHeads));
  const wanted = patternsOf(texts);
  const matches = useMatches(repository, wanted);
  const { busy, error, onSubmit } = useSubmit(() =>
    actions.run('repositories.setHeads', { repository: repository.id, ...wanted }),
  );
  return (
    <Form className={styles.form} onSubmit={onSubmit}>
      <h2 className={styles.heading}>{t.repositories.sharedHeads}</h2>
      <PatternFields texts={texts} onChange={setTexts} error={error} />
      {matches !== null && <MatchingHeads matches={matches} />}
      {!samePatterns(wanted, repository.sharedHeads) && (
        <Button look="primary" type="submit" isPending={busy}>
          {t.repositories.shareThese}
        </Button>
      )}
    </Form>
  );
}
