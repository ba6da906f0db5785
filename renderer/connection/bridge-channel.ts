import type { ShoalBridge } from '../../shared/api/bridge.ts';
import type { Channel } from '../../shared/rpc/channel.ts';

/** The desktop's pipe to its main process; it ends with the page. */
export function bridgeChannel(bridge: ShoalBridge): Channel {
  return {
    send: (message) => bridge.send(message),
    onMessage: (listener) => bridge.onMessage(listener),
    onClose: () => {},
    close: () => {},
  };
}
