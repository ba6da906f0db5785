import type { Texts } from './english.ts';
import { changes } from './german/changes.ts';
import { clockFindings } from './german/clock-findings.ts';
import { computerFindings } from './german/computer-findings.ts';
import { counts } from './german/counts.ts';
import { desktop } from './german/desktop.ts';
import { leftOut } from './german/left-out.ts';
import { networkFindings } from './german/network-findings.ts';
import { peerFindings } from './german/peer-findings.ts';
import { reachFindings } from './german/reach-findings.ts';
import { report } from './german/report.ts';
import type { SameParameters } from './translation.ts';

const GERMAN_TEXTS = {
  counts,
  changes,
  leftOut,
  computerFindings,
  clockFindings,
  networkFindings,
  peerFindings,
  reachFindings,
  report,
  desktop,
} satisfies Texts;

export const GERMAN: SameParameters<Texts, typeof GERMAN_TEXTS> = GERMAN_TEXTS;
