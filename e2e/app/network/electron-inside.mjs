// Runs Electron in a network namespace, for whoever drives it from outside: `electron-inside.mjs NAMESPACE ELECTRON ARGS…`.
// What it listens on for that is on the namespace's own loopback. Before its line that says so is passed on, the same
// port is opened here, and each connection to it goes through a small program that is inside, too.

import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { createInterface } from 'node:readline';

const [namespace, electron, ...args] = process.argv.slice(2);
const within = (...command) => ['netns', 'exec', namespace, ...command];
const DIAL = `const at = require('net').connect(Number(process.argv[1]), '127.0.0.1');
process.stdin.pipe(at).pipe(process.stdout);
at.on('error', () => process.exit(1)).on('close', () => process.exit(0));`;

/** Settles when the port can be dialled from out here. */
function bridge(port) {
  const server = createServer((socket) => {
    const dial = spawn('ip', within(process.execPath, '-e', DIAL, String(port)), {
      stdio: ['pipe', 'pipe', 'ignore'],
    });
    socket.pipe(dial.stdin);
    dial.stdout.pipe(socket);
    const end = () => {
      socket.destroy();
      dial.kill('SIGKILL');
    };
    for (const stream of [socket, dial.stdin, dial.stdout]) stream.on('error', end);
    socket.on('close', end);
    dial.on('exit', end);
  });
  return new Promise((resolve, reject) => {
    server.on('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
}

const app = spawn('ip', within(electron, ...args), { stdio: ['ignore', 'inherit', 'pipe'] });
app.on('exit', (code) => process.exit(code ?? 1));
for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, () => app.kill(signal));
for await (const line of createInterface(app.stderr)) {
  const port = /listening on ws:\/\/127\.0\.0\.1:(\d+)\//.exec(line)?.[1];
  if (port !== undefined) await bridge(Number(port));
  process.stderr.write(`${line}\n`);
}
