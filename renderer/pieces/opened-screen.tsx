import { ChevronLeft } from 'lucide-react';
import type { KeyboardEvent, ReactNode } from 'react';
import { Button } from '../components/controls/button.tsx';
import { useUi } from '../state/shoal.ts';
import { t } from '../texts/texts.ts';
import styles from './opened-screen.module.css';

interface ScreenProps {
  /** Where the keyboard can be sent (`focus`). */
  readonly region: 'contents' | 'depot' | 'head';
  readonly label: string;
  readonly onKeyDownCapture?: (event: KeyboardEvent) => void;
  readonly children: ReactNode;
}

/** What was opened from another screen, and stands in front of it until it is closed. */
export function OpenedScreen({ region, label, onKeyDownCapture, children }: ScreenProps) {
  return (
    <main
      className={styles.screen}
      data-region={region}
      tabIndex={-1}
      aria-label={label}
      onKeyDownCapture={onKeyDownCapture}
    >
      {children}
    </main>
  );
}

interface HeaderProps {
  /** The project that the way back leads to, where it leads to one; a screen otherwise. */
  readonly project?: string | null;
  readonly onBack: () => void;
  readonly children: ReactNode;
}

/** Its header, with the way back to where it was opened. */
export function OpenedHeader({ project, onBack, children }: HeaderProps) {
  const screen = useUi((ui) => ui.screen);
  const place = t.shell.screens[screen];
  return (
    <header className={styles.header}>
      <div className={styles.crumb}>
        <Button look="quiet" icon={ChevronLeft} aria-keyshortcuts="Escape" onPress={onBack}>
          {screen === 'nearby' ? (project ?? place) : place}
        </Button>
      </div>
      {children}
    </header>
  );
}
