import { useState } from 'react';
import { Form } from 'react-aria-components';
import type { LocalRepository } from '../../../shared/api/state.ts';
import { useSubmit } from '../../app/dialogs/use-submit.ts';
import { useActions } from '../../app/shoal.ts';
import { Button } from '../../components/button.tsx';
import { TextField } from '../../components/text-field.tsx';
import { parsePatterns } from '../../view/visibility.ts';
import styles from './shared-heads.module.css';

/** Which branches and tags those who may see the repository see of it. */
export function SharedHeads({ repository }: { repository: LocalRepository }) {
  const actions = useActions();
  const { sharedHeads } = repository;
  const [only, setOnly] = useState(() => sharedHeads.only.join(', '));
  const [except, setExcept] = useState(() => sharedHeads.except.join(', '));
  const wanted = { only: parsePatterns(only), except: parsePatterns(except) };
  const changed =
    wanted.only.join() !== sharedHeads.only.join() ||
    wanted.except.join() !== sharedHeads.except.join();
  const { busy, error, onSubmit } = useSubmit(() =>
    actions.run('repositories.setHeads', { repository: repository.id, ...wanted }),
  );
  return (
    <Form className={styles.form} onSubmit={onSubmit}>
      <h2 className={styles.heading}>Branches and tags that are shared</h2>
      <div className={styles.fields}>
        <TextField
          label="Only these"
          placeholder="all of them"
          value={only}
          onChange={setOnly}
          error={error}
          mono
        />
        <TextField
          label="But not these"
          placeholder="none"
          value={except}
          onChange={setExcept}
          mono
        />
      </div>
      <p className={styles.hint}>
        Names with <code>*</code> for anything, separated by commas: <code>main, feature/*</code>.
      </p>
      {changed && (
        <Button look="primary" type="submit" isPending={busy}>
          Share these heads
        </Button>
      )}
    </Form>
  );
}
