import { ChevronDown, ChevronUp } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { Button } from '../controls/button.tsx';
import styles from './side-by-side.module.css';

interface Props {
  /** What is in the lists, in a few words: it stands for them where there is no room for both. */
  readonly summary: string;
  /** Told how to fold the lists away again, where they are in front of what was chosen in them. */
  readonly lists: (fold: () => void) => ReactNode;
  /** Whether nothing is chosen to begin with: then the lists come first. */
  readonly startsUnfolded?: boolean;
  readonly children: ReactNode;
}

/** Lists on the left, what is chosen in them on the right; in a narrow window the lists unfold in front of it. */
export function SideBySide({ summary, lists, startsUnfolded = false, children }: Props) {
  const [isUnfolded, setUnfolded] = useState(startsUnfolded);
  return (
    <div className={styles.contents}>
      <div className={styles.fold}>
        <Button
          look="quiet"
          icon={isUnfolded ? ChevronUp : ChevronDown}
          aria-expanded={isUnfolded}
          onPress={() => setUnfolded(!isUnfolded)}
        >
          {summary}
        </Button>
      </div>
      <div className={styles.lists} data-unfolded={isUnfolded || undefined}>
        {lists(() => setUnfolded(false))}
      </div>
      <div className={styles.diff} data-diff tabIndex={-1}>
        {children}
      </div>
    </div>
  );
}
