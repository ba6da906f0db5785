import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../../engine/testing/temporary-folder.ts';
import type { LabProcess } from '../lab/lab-process.ts';

/** The signal at which a program ends its latest worker. */
const SIGNAL = 'SIGUSR2';

/** For a program whose engine is a thread: what it is started with, and what ends that thread as a crash does. */
export function mortalWorkers() {
  const preload = join(temporaryFolder(), 'mortal-workers.cjs');
  writeFileSync(
    preload,
    `const threads = require('node:worker_threads');
     if (threads.isMainThread) {
       let latest;
       threads.Worker = class extends threads.Worker {
         constructor(...args) {
           super(...args);
           latest = this;
         }
       };
       require('node:module').syncBuiltinESMExports();
       process.on('${SIGNAL}', () => latest.terminate());
     }`,
  );
  return {
    env: { NODE_OPTIONS: `--require ${preload}` },
    crash: (program: LabProcess) => program.kill(SIGNAL),
  };
}
