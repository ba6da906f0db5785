import { useEffect, useState } from 'react';
import type { FirstSteps } from '../../../../shared/api/found-project.ts';
import { useActions, useApp } from '../../../state/shoal.ts';

const NOTHING: FirstSteps = { projects: [], addresses: [] };

/** What somebody new can begin with; null while that is looked for. */
export function useFirstSteps(): FirstSteps | null {
  const actions = useActions();
  // Before the host answers, nobody can be asked; where I am reached changes with the port.
  const port = useApp(({ connection, state }) =>
    connection === 'connected' ? (state.self?.port ?? null) : null,
  );
  const [found, setFound] = useState<FirstSteps | null>(null);
  useEffect(() => {
    if (port === null) return;
    let isOpen = true;
    actions.run('host.firstSteps', {}).then(
      (steps) => isOpen && setFound(steps),
      () => isOpen && setFound(NOTHING),
    );
    return () => {
      isOpen = false;
    };
  }, [actions, port]);
  return found;
}
