import type { DoctorFacts, RepositoryFact } from '../../api/doctor-facts.ts';
import { t } from '../../texts/all-texts.ts';
import { formatBytes } from '../words/quantity.ts';
import type { Finding } from './finding.ts';

/** Below these, in bytes, there is no room for a fetch, or soon will be none. */
const FULL = 16_000_000;
const LOW = 1_000_000_000;

/** What the state tells of discovery is told better by `network-findings.ts`. */
const TOLD_ELSEWHERE: ReadonlySet<string> = new Set(['no-network', 'discovery-failed']);

/** What is amiss on this computer itself. */
export function computerFindings(facts: DoctorFacts): Finding[] {
  return [
    ...engineFindings(facts),
    ...diskFindings(facts),
    ...facts.repositories.flatMap(repositoryFinding),
    ...facts.problems
      .filter(({ code }) => !TOLD_ELSEWHERE.has(code))
      .map(
        ({ code, sentence }): Finding => ({
          code,
          severity: 'problem',
          what: sentence,
          ...t.computerFindings.problem,
          command: null,
        }),
      ),
  ];
}

function engineFindings({ engine, versions }: DoctorFacts): Finding[] {
  if (engine === 'running' && versions.git !== null) return [];
  const isComing = engine !== 'stopped';
  const words = t.computerFindings.engine;
  return [
    {
      code: 'engine-down',
      severity: 'problem',
      what: isComing ? words.isComing : words.hasStopped,
      meaning: words.meaning,
      do: isComing ? words.wait : words.restart,
      command: null,
    },
  ];
}

function diskFindings({ disk }: DoctorFacts): Finding[] {
  if (disk === null || disk.freeBytes >= LOW) return [];
  const isFull = disk.freeBytes < FULL;
  const free = formatBytes(disk.freeBytes);
  const words = t.computerFindings.disk;
  return [
    {
      code: isFull ? 'disk-full' : 'disk-low',
      severity: isFull ? 'problem' : 'warning',
      what: isFull ? words.isFull(free) : words.isLow(free),
      meaning: isFull ? words.fullMeans : words.lowMeans,
      do: words.do,
      command: null,
    },
  ];
}

function repositoryFinding({ path, isShared, status }: RepositoryFact): Finding[] {
  if (status.state !== 'unusable') return [];
  const isForeign = status.code === 'repository-owner';
  const words = t.computerFindings.repository;
  return [
    {
      code: isForeign ? 'repository-owner' : 'repository-unusable',
      severity: isShared ? 'problem' : 'warning',
      what: isForeign ? words.isForeign(path) : status.sentence,
      meaning: isForeign ? words.foreignMeans : words.unusableMeans,
      do: isForeign ? words.trustIt : words.wait,
      command: isForeign ? `git config --global --add safe.directory ${shellWord(path)}` : null,
    },
  ];
}

/** Whatever a path holds, as one word for a shell. */
function shellWord(text: string): string {
  return /^[\w./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
