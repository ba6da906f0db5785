import { ChevronDown, ChevronRight } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { t } from '../../texts/texts.ts';
import { Button } from '../controls/button.tsx';
import { Icon } from '../signs/icon.tsx';
import styles from './fold.module.css';

/** As many are listed at a time: thousands at once would hold the window up. */
const AT_A_TIME = 100;

interface Props<Item> {
  /** What all of them are, as in `304 tags are new`. */
  readonly words: ReactNode;
  readonly items: readonly Item[];
  /** Each is a list item with a key. */
  readonly children: (item: Item) => ReactNode;
}

/** Many alike in a line of a list, which opens. */
export function Fold<Item>({ words, items, children }: Props<Item>) {
  const [shown, setShown] = useState(0);
  const isOpen = shown > 0;
  const left = items.length - shown;
  return (
    <li>
      <button
        type="button"
        className={styles.opener}
        aria-expanded={isOpen}
        onClick={() => setShown(isOpen ? 0 : AT_A_TIME)}
      >
        <Icon of={isOpen ? ChevronDown : ChevronRight} size={14} />
        {words}
      </button>
      {isOpen && (
        <ul className={styles.items}>
          {items.slice(0, shown).map(children)}
          {left > 0 && (
            <li>
              <Button look="quiet" onPress={() => setShown(shown + AT_A_TIME)}>
                {t.common.showMore(t.counts.figure(left))}
              </Button>
            </li>
          )}
        </ul>
      )}
    </li>
  );
}
