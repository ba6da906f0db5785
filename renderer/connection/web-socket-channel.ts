import type { Channel } from '../../shared/rpc/channel.ts';

/** The end of a headless node's page: JSON text messages on a WebSocket (RFC 6455). */
export async function webSocketChannel(url: URL, signal: AbortSignal): Promise<Channel> {
  const socket = new WebSocket(url);
  await opened(socket, signal);
  return {
    send: (message) => socket.send(JSON.stringify(message)),
    onMessage: (listener) =>
      socket.addEventListener('message', ({ data }) => listener(JSON.parse(String(data)))),
    onClose: (listener) => socket.addEventListener('close', () => listener(), { once: true }),
    close: () => socket.close(),
  };
}

function opened(socket: WebSocket, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.addEventListener('open', () => resolve(), { once: true });
    socket.addEventListener('close', () => reject(new Error('no WebSocket')), { once: true });
    signal.addEventListener('abort', () => socket.close(), { once: true });
  });
}

/** `/rpc` beside the page; the page's cookie says who asks. */
export function rpcUrl(page: Location): URL {
  const url = new URL('/rpc', page.href);
  url.protocol = page.protocol === 'https:' ? 'wss:' : 'ws:';
  return url;
}
