#!/usr/bin/env node
import { runAccelerator } from './accelerator/run-accelerator.ts';

// git starts this for addresses that begin with `gtp://`, and for the remotes that Shoal makes faster
// (gitremote-helpers(7)): those are not to wait for what only the former need.
const args = process.argv.slice(2);
const { stdin, stdout, stderr, env } = process;
if (/^gtp:/.test(args[1] ?? args[0] ?? '')) {
  const { runRemoteHelper } = await import('./remote-helper/run-remote-helper.ts');
  process.exitCode = await runRemoteHelper(args, { stdin, stdout, stderr, env });
} else {
  process.exitCode = await runAccelerator(args, { stdin, stdout, stderr });
}
