import { useState } from 'react';
import { Button } from '../../components/controls/button.tsx';
import { useActions, useAppState } from '../../state/shoal.ts';
import { t } from '../../texts/texts.ts';
import { whyNot } from '../../texts/told.ts';

type Found = 'nothing' | 'asking' | 'newest' | { readonly sentence: string };

/** Asks once, whatever is set. A newer one is told of across the window. */
export function LookForNewer() {
  const actions = useActions();
  const isPossible = useAppState(({ settings }) => !('check-updates' in settings.unavailable));
  const [found, setFound] = useState<Found>('nothing');
  if (!isPossible) return null;
  const look = () => {
    setFound('asking');
    actions.run('updates.check', {}).then(
      (newer) => setFound(newer === null ? 'newest' : 'nothing'),
      (error: unknown) => setFound({ sentence: whyNot(error) }),
    );
  };
  return (
    <>
      <span role="status">
        {found === 'newest' && t.settings.isNewest}
        {typeof found === 'object' && found.sentence}
      </span>
      <Button look="quiet" isDisabled={found === 'asking'} onPress={look}>
        {found === 'asking' ? t.settings.lookingForNewer : t.settings.lookNow}
      </Button>
    </>
  );
}
