import { CirclePause } from 'lucide-react';
import { pausedWords } from '../../../shared/domain/words/sharing-words.ts';
import { Button } from '../../components/controls/button.tsx';
import { Banner } from '../../components/layout/banner.tsx';
import { useNow } from '../../state/clock.tsx';
import { useActions, useAppState } from '../../state/shoal.ts';
import { t } from '../../texts/texts.ts';

/** Across the window, so that nobody wonders why others see nothing. */
export function PausedBanner() {
  const actions = useActions();
  const words = pausedWords(
    useAppState((state) => state.sharing),
    useNow(),
  );
  if (words === null) return null;
  return (
    <Banner
      look="note"
      icon={CirclePause}
      action={
        <Button onPress={() => actions.tell('sharing.resume', {})}>{t.dialogs.pause.resume}</Button>
      }
    >
      {t.shell.banners.paused(words)}
    </Banner>
  );
}
