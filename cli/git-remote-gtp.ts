#!/usr/bin/env node
import { runRemoteHelper } from './remote-helper/run-remote-helper.ts';

// git starts this for addresses that begin with `gtp://` (gitremote-helpers(7)).
process.exitCode = await runRemoteHelper(process.argv.slice(2), {
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  env: process.env,
});
