import { t } from '../../texts/texts.ts';
import type { PatternTexts } from '../../view/projects/patterns.ts';
import { Sentence } from '../signs/sentence.tsx';
import styles from './pattern-fields.module.css';
import { TextField } from './text-field.tsx';

interface Props {
  readonly texts: PatternTexts;
  readonly onChange: (texts: PatternTexts) => void;
  /** Why they cannot be used; null while they can. */
  readonly error: string | null;
}

/** Some of the branches and tags, by patterns on their names. */
export function PatternFields({ texts, onChange, error }: Props) {
  return (
    <div className={styles.patterns}>
      <div className={styles.fields}>
        <TextField
          label={t.common.patterns.only}
          placeholder={t.common.patterns.all}
          value={texts.only}
          onChange={(only) => onChange({ ...texts, only })}
          error={error}
          mono
        />
        <TextField
          label={t.common.patterns.except}
          placeholder={t.common.patterns.none}
          value={texts.except}
          onChange={(except) => onChange({ ...texts, except })}
          mono
        />
      </div>
      <p className={styles.hint}>
        <Sentence
          of={t.common.patterns.hint(
            <code className="selectable">*</code>,
            <code className="selectable">main, feature/*</code>,
          )}
        />
      </p>
    </div>
  );
}
