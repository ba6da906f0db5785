// Loaded before a node's own code, in each of its threads (node --require): writes down which thread
// this is, and which programs it starts, into the folder that SHOAL_RECORD names; a line of JSON each.
const { subscribe } = require('node:diagnostics_channel');
const { appendFileSync, readFileSync, readlinkSync } = require('node:fs');
const { basename, join } = require('node:path');
const { isMainThread } = require('node:worker_threads');

const TICKS_PER_SECOND = 100;
const thread = Number(basename(readlinkSync('/proc/thread-self')));
const file = join(process.env.SHOAL_RECORD, `${process.pid}-${thread}.jsonl`);

const write = (line) => appendFileSync(file, `${JSON.stringify(line)}\n`);

/** Seconds of processor time of all programs that this process has started and that have ended. */
function ofEnded() {
  const fields = readFileSync('/proc/self/stat', 'utf8').split(') ').at(-1).split(' ');
  return (Number(fields[13]) + Number(fields[14])) / TICKS_PER_SECOND;
}

let told = ofEnded();

write({ type: 'thread', thread, name: isMainThread ? 'host' : 'engine' });

subscribe('child_process', ({ process: program }) => {
  const start = Date.now();
  program.once('exit', () => {
    // Of those that end at the same moment, the first one gets the time of all: the sum is right.
    const now = ofEnded();
    write({ type: 'program', args: program.spawnargs, start, end: Date.now(), cpu: now - told });
    told = now;
  });
});
