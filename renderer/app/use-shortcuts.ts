import { useEffect } from 'react';
import { type Shoal, useShoal } from '../state/shoal.ts';

/** The keys that work anywhere in the window: search, settings, fetch, leave. Lists have their own. */
export function useShortcuts(): void {
  const shoal = useShoal();
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (shoal.ui.getState().overlay !== null || event.defaultPrevented) return;
      // An open choice (react-aria's Popover) has the keyboard to itself.
      if (event.target instanceof Element && event.target.closest('[data-trigger]')) return;
      if (!handle(shoal, event)) return;
      event.preventDefault();
      // Lists would take a letter as the start of a name.
      event.stopPropagation();
    };
    window.addEventListener('keydown', onKeyDown, { capture: true });
    return () => window.removeEventListener('keydown', onKeyDown, { capture: true });
  }, [shoal]);
}

/** Whether the key meant something here. */
function handle(
  { ui, actions, heads, contents: inside, depots }: Shoal,
  event: KeyboardEvent,
): boolean {
  const { key } = event;
  const typing = event.target instanceof HTMLInputElement;
  if ((event.ctrlKey || event.metaKey) && !event.altKey && key.toLowerCase() === 'k') {
    actions.search();
    return true;
  }
  if ((event.ctrlKey || event.metaKey) && !event.altKey && key === ',') {
    actions.go({ screen: 'settings', opened: false });
    return true;
  }
  if (event.ctrlKey || event.metaKey || event.altKey) return false;
  const { screen, nearby, head, contents, depot } = ui.getState();
  if (key === 'Escape' && head !== null) {
    heads.close();
    return true;
  }
  if (key === 'Escape' && contents !== null) {
    inside.close();
    return true;
  }
  if (key === 'Escape' && depot !== null) {
    depots.close();
    return true;
  }
  if (key === 'Escape') return leave({ ui, actions }, event);
  if (typing) return false;
  if (key === '?') {
    actions.open({ kind: 'shortcuts' });
    return true;
  }
  if (key === '/') {
    actions.search();
    return true;
  }
  if (key.toLowerCase() === 'f' && head !== null) {
    heads.fetch(head);
    return true;
  }
  if (contents !== null || depot !== null) return false;
  if (key.toLowerCase() === 'f' && screen === 'nearby' && nearby?.kind === 'swarm') {
    actions.fetchNew(nearby.id);
    return true;
  }
  return false;
}

/** From the search or the detail back to the list. */
function leave({ ui, actions }: Pick<Shoal, 'ui' | 'actions'>, event: KeyboardEvent): boolean {
  const target = event.target instanceof Element ? event.target : null;
  // What was typed there is given up first.
  if (target?.matches('[data-own-escape]')) return false;
  if (target?.matches('[data-search]')) {
    ui.setState({ search: '' });
    actions.closeDetail();
    return true;
  }
  if (target?.closest('[data-region="detail"]')) {
    actions.closeDetail();
    return true;
  }
  return false;
}
