import { useCallback } from 'react';
import { t } from '../texts/texts.ts';
import { readableText } from '../view/diff/hidden-characters.ts';
import { copyText } from './copy-text.ts';
import { notify } from './notices.ts';
import { useShoal } from './shoal.ts';

/** Copies a text, and says so. */
export function useCopy(): (text: string) => void {
  const { notices } = useShoal();
  return useCallback(
    (text) => {
      copyText(text);
      notify(notices, t.common.copiedWhat(readableText(text)));
    },
    [notices],
  );
}
