import { useEffect } from 'react';
import { notify } from '../state/notices.ts';
import { useShoal } from '../state/shoal.ts';
import { t } from '../texts/texts.ts';

/** Ctrl/Cmd C in a row copies what the row is about, unless something is selected. */
export function useCopiedNames(): void {
  const { notices } = useShoal();
  useEffect(() => {
    const onCopy = (event: ClipboardEvent) => {
      const name = document.activeElement?.closest('[data-copy]')?.getAttribute('data-copy');
      if (!name || document.getSelection()?.isCollapsed === false) return;
      event.clipboardData?.setData('text/plain', name);
      event.preventDefault();
      notify(notices, t.common.copiedWhat(name));
    };
    document.addEventListener('copy', onCopy);
    return () => document.removeEventListener('copy', onCopy);
  }, [notices]);
}
