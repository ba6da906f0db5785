import { createServer, type Server } from 'node:http';
import type { ListenOptions } from 'node:net';

const HEADER_BYTES = 8 * 1024;
const HEADERS = 32;

/**
 * A web server for whoever can reach it: who sends slowly, or much before it is known what is asked for, is cut off.
 * @param within how long a request may take to come, in milliseconds
 * @param explain what is thrown where the port cannot be had
 */
export async function openWebServer(
  listen: ListenOptions,
  within: number,
  explain: (cause: Error) => Error,
): Promise<Server> {
  const server = createServer({
    maxHeaderSize: HEADER_BYTES,
    headersTimeout: within,
    requestTimeout: within,
    connectionsCheckingInterval: 1_000,
    noDelay: true,
  });
  server.maxHeadersCount = HEADERS;
  // What is no HTTP gets no answer that says whose it would be.
  server.on('clientError', (_error, socket) => socket.destroy());
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => reject(explain(error)));
    server.listen(listen, resolve);
  });
  return server;
}
