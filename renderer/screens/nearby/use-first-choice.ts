import { useEffect } from 'react';
import { useShoal } from '../../state/shoal.ts';
import type { ListedProject } from '../../view/order/nearby-list.ts';

/** Shows the first project as soon as there is one; from then on only the user chooses. */
export function useFirstChoice([first]: readonly ListedProject[]): void {
  const { ui } = useShoal();
  const id = first?.id;
  useEffect(() => {
    if (id === undefined || ui.getState().nearby !== null) return;
    ui.setState({ nearby: { kind: 'swarm', id } });
  }, [id, ui]);
}
