import { useEffect } from 'react';
import { useShoal } from '../../state/shoal.ts';
import type { NearbySections } from '../../view/projects/nearby.ts';

/** Shows the first project as soon as there is one; from then on only the user chooses. */
export function useFirstChoice({ mine, others }: NearbySections): void {
  const { ui } = useShoal();
  const first = (mine[0] ?? others[0])?.id;
  useEffect(() => {
    if (first === undefined || ui.getState().nearby !== null) return;
    ui.setState({ nearby: { kind: 'swarm', id: first } });
  }, [first, ui]);
}
