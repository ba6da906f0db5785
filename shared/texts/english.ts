import { clockFindings } from './english/clock-findings.ts';
import { computerFindings } from './english/computer-findings.ts';
import { desktop } from './english/desktop.ts';
import { networkFindings } from './english/network-findings.ts';
import { peerFindings } from './english/peer-findings.ts';
import { reachFindings } from './english/reach-findings.ts';
import { report } from './english/report.ts';
import { CORE_IN_ENGLISH } from './english-core.ts';

export const ENGLISH = {
  ...CORE_IN_ENGLISH,
  computerFindings,
  clockFindings,
  networkFindings,
  peerFindings,
  reachFindings,
  report,
  desktop,
};

export type Texts = typeof ENGLISH;
