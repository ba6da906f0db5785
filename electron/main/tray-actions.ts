import type { ShoalNode } from '../../host/node/node.ts';
import { endOfPause } from '../../shared/domain/sharing-pauses.ts';
import { newTransferId } from '../../shared/new-transfer-id.ts';
import type { TrayAction } from './tray-menu.ts';

interface Around {
  readonly node: ShoalNode;
  /** Brings the window to the front. */
  show(): void;
  quit(): void;
}

/** Does what a line of the tray's menu says. What fails is seen in the window. */
export function doTrayAction(action: TrayAction, { node, show, quit }: Around): void {
  switch (action.does) {
    case 'show':
      if (action.place !== null) node.show(action.place);
      show();
      return;
    case 'fetch': {
      const [repository] = node.state.swarms[action.swarm]?.local ?? [];
      if (repository === undefined) return;
      node.call('fetch', { transfer: newTransferId(), repository, peers: [] }).catch(() => {
        node.show({ to: 'transfers' });
        show();
      });
      return;
    }
    case 'pause':
      tell(node.call('sharing.pause', { until: endOfPause(action.choice, Date.now()) }));
      return;
    case 'resume':
      tell(node.call('sharing.resume', {}));
      return;
    case 'quit':
      quit();
      return;
  }

  /** The menu shows how it stands; where it could not be done, the window comes. */
  function tell(doing: Promise<unknown>): void {
    doing.catch(show);
  }
}
