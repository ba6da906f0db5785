import { spawn } from 'node:child_process';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';

/**
 * Serves the repositories of a folder over HTTP: an HTTP server that knows just enough CGI
 * (RFC 3875) for git-http-backend(1). Prints its port.
 */
const [address, folder] = process.argv.slice(2);
if (address === undefined || folder === undefined) throw new Error('usage: ADDRESS FOLDER');

const END_OF_HEADERS = '\r\n\r\n';

const server = createServer((request, response) => {
  const backend = spawn('git', ['http-backend'], {
    env: { ...process.env, ...variables(request) },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  backend.on('error', (error) => response.destroy(error));
  // Either end may leave first.
  backend.stdin.on('error', () => {});
  response.on('close', () => backend.kill());
  request.pipe(backend.stdin);
  let head = Buffer.alloc(0);
  const readHead = (chunk: Buffer) => {
    head = Buffer.concat([head, chunk]);
    const end = head.indexOf(END_OF_HEADERS);
    if (end < 0) return;
    backend.stdout.off('data', readHead).pause();
    writeHead(response, head.toString('latin1', 0, end));
    response.write(head.subarray(end + END_OF_HEADERS.length));
    backend.stdout.pipe(response);
  };
  backend.stdout.on('data', readHead);
});

server.listen(0, address, () => {
  const at = server.address();
  if (typeof at === 'object' && at !== null) process.stdout.write(`${at.port}\n`);
});

/** What git-http-backend(1) asks for. */
function variables(request: IncomingMessage): Record<string, string | undefined> {
  const url = new URL(request.url ?? '/', 'http://localhost');
  return {
    GIT_PROJECT_ROOT: folder,
    GIT_HTTP_EXPORT_ALL: '1',
    GIT_PROTOCOL: request.headers['git-protocol']?.toString(),
    PATH_INFO: decodeURIComponent(url.pathname),
    QUERY_STRING: url.search.slice(1),
    REQUEST_METHOD: request.method,
    CONTENT_TYPE: request.headers['content-type'],
    CONTENT_LENGTH: request.headers['content-length'],
    HTTP_CONTENT_ENCODING: request.headers['content-encoding'],
  };
}

function writeHead(response: ServerResponse, head: string): void {
  for (const line of head.split('\r\n')) {
    const colon = line.indexOf(':');
    const [name, value] = [line.slice(0, colon), line.slice(colon + 1).trim()];
    if (name.toLowerCase() === 'status') response.statusCode = Number.parseInt(value, 10);
    else response.setHeader(name, value);
  }
}
