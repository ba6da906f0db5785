import { TriangleAlert } from 'lucide-react';
import { type ReactNode, useId, useState } from 'react';
import { t } from '../../texts/texts.ts';
import { Button } from '../controls/button.tsx';
import { Icon } from '../signs/icon.tsx';
import { Code } from './code.tsx';
import styles from './conflict-card.module.css';
import type { Highlights } from './highlighting/highlights.ts';

interface Side {
  readonly lines: readonly string[];
  /** Whose: an avatar, a name, a branch. */
  readonly title: ReactNode;
  /** The number of its text among the highlights'. */
  readonly text: number;
}

interface Props {
  /** `You and Herring changed these lines` */
  readonly title: string;
  /** When, and in which commits. */
  readonly note: string;
  readonly mine: Side;
  readonly theirs: Side;
  readonly highlights: Highlights | null;
}

/** So many lines of a side are shown at first. */
const SHOWN = 40;

/** Lines that both sides changed: mine and theirs beside each other. */
export function ConflictCard({ title, note, mine, theirs, highlights }: Props) {
  const [isOpen, setOpen] = useState(false);
  const id = useId();
  const shown = isOpen ? Number.POSITIVE_INFINITY : SHOWN;
  const longer = Math.max(mine.lines.length, theirs.lines.length);
  return (
    <div className={styles.around}>
      <section className={styles.card} aria-labelledby={id}>
        <header className={styles.header}>
          <Icon of={TriangleAlert} />
          <span>
            <strong id={id}>{title}</strong> {note !== '' && <span>· {note}</span>}
          </span>
        </header>
        <div className={styles.sides}>
          <Lines side={mine} shown={shown} highlights={highlights} />
          <Lines side={theirs} shown={shown} highlights={highlights} />
        </div>
        {longer > shown && (
          <Button look="quiet" onPress={() => setOpen(true)}>
            {t.head.conflict.showMore(longer - shown)}
          </Button>
        )}
      </section>
    </div>
  );
}

interface LinesProps {
  readonly side: Side;
  readonly shown: number;
  readonly highlights: Highlights | null;
}

function Lines({ side: { lines, title, text }, shown, highlights }: LinesProps) {
  let from = 0;
  return (
    <div className={styles.side}>
      <div className={styles.whose}>{title}</div>
      {lines.length === 0 && <p className={styles.none}>{t.head.conflict.deleted}</p>}
      {lines.slice(0, shown).map((line, index) => {
        const source = { text, from };
        from += line.length + 1;
        return (
          <Code
            // biome-ignore lint/suspicious/noArrayIndexKey: lines have no other name
            key={index}
            {...{ text: line, source, highlights }}
            words={NO_WORDS}
            cut={0}
          />
        );
      })}
    </div>
  );
}

const NO_WORDS = [] as const;
