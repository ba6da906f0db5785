#!/usr/bin/env node
import { join } from 'node:path';
import { version } from '../package.json';
import { run } from './run.ts';

// Whoever reads the output may have seen enough (`shoal activity | head`); that is no failure.
for (const output of [process.stdout, process.stderr]) {
  output.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
}

// Built, this file is out/main/shoal.js; the engine lies beside it and the UI one folder up.
process.exitCode = await run(process.argv.slice(2), {
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  workingFolder: process.cwd(),
  version,
  engineFile: join(import.meta.dirname, 'engine.js'),
  uiFolder: join(import.meta.dirname, '..', 'renderer'),
});
