import { useSyncExternalStore } from 'react';

/** Pixels per rem, which follows the text size that the user chose. */
export function useRem(): number {
  return useSyncExternalStore(subscribe, read);
}

function read(): number {
  return Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
}

/** An element one rem wide tells when the text size changes. */
function subscribe(changed: () => void): () => void {
  const probe = document.createElement('div');
  probe.className = 'sr-only';
  probe.style.width = '1rem';
  document.body.append(probe);
  const observer = new ResizeObserver(changed);
  observer.observe(probe);
  return () => {
    observer.disconnect();
    probe.remove();
  };
}
