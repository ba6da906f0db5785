import { useEffect } from 'react';
import { type Shoal, useShoal } from '../state/shoal.ts';
import { windowCommand } from '../view/keys.ts';

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
  const command = windowCommand(event, event.target instanceof HTMLInputElement);
  const { screen, nearby, head, contents, depot } = ui.getState();
  switch (command) {
    case null:
      return false;
    case 'search':
      actions.search();
      return true;
    case 'settings':
      actions.go({ screen: 'settings', opened: false });
      return true;
    case 'shortcuts':
      actions.open({ kind: 'shortcuts' });
      return true;
    case 'leave':
      if (head !== null) heads.close();
      else if (contents !== null) inside.close();
      else if (depot !== null) depots.close();
      else return leave({ ui, actions }, event);
      return true;
    case 'fetch':
      if (head !== null) heads.fetch(head);
      else if (contents !== null || depot !== null) return false;
      else if (screen === 'nearby' && nearby?.kind === 'swarm') actions.fetchNew(nearby.id);
      else return false;
      return true;
  }
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
