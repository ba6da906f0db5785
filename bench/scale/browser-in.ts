import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, chromium } from '@playwright/test';
import type { LabHost } from '../../e2e/lab/lab-host.ts';

const CHROMIUM = process.env.SHOAL_CHROMIUM ?? '/usr/bin/chromium';
const ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** A browser on a host of a lab. @param scratch a folder for the program that starts it there */
export function browserIn({ namespace }: LabHost, scratch: string): Promise<Browser> {
  const program = join(scratch, 'chromium');
  writeFileSync(program, `#!/bin/sh\nexec ip netns exec ${namespace} ${CHROMIUM} "$@"\n`);
  chmodSync(program, 0o755);
  return chromium.launch({ executablePath: program, args: ARGS });
}
