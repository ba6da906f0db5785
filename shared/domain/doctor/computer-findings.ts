import type { DoctorFacts, RepositoryFact } from '../../api/doctor-facts.ts';
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
          meaning: 'Until then, something of Shoal does not work as it should.',
          do: 'Do what it says; this goes away by itself then.',
          command: null,
        }),
      ),
  ];
}

function engineFindings({ engine, versions }: DoctorFacts): Finding[] {
  if (engine === 'running' && versions.git !== null) return [];
  const isComing = engine !== 'stopped';
  return [
    {
      code: 'engine-down',
      severity: 'problem',
      what: isComing
        ? 'Shoal’s engine is not running at the moment.'
        : 'Shoal’s engine has stopped.',
      meaning:
        'Nobody can connect to this computer, and nothing is fetched. Your repositories are safe.',
      do: isComing
        ? 'It is started again by itself: look again in half a minute.'
        : 'Quit Shoal and start it again.',
      command: null,
    },
  ];
}

function diskFindings({ disk }: DoctorFacts): Finding[] {
  if (disk === null || disk.freeBytes >= LOW) return [];
  const isFull = disk.freeBytes < FULL;
  const room = formatBytes(disk.freeBytes);
  return [
    {
      code: isFull ? 'disk-full' : 'disk-low',
      severity: isFull ? 'problem' : 'warning',
      what: isFull
        ? `The disk that Shoal keeps its data on is full: ${room} are free.`
        : `The disk that Shoal keeps its data on has only ${room} left.`,
      meaning: isFull
        ? 'Settings, trust and what was fetched cannot be written down, and others cannot be given all that they ask for.'
        : 'A large fetch or clone may not find room.',
      do: 'Make room on it.',
      command: null,
    },
  ];
}

function repositoryFinding({ path, isShared, status }: RepositoryFact): Finding[] {
  if (status.state !== 'unusable') return [];
  const isForeign = status.code === 'repository-owner';
  return [
    {
      code: isForeign ? 'repository-owner' : 'repository-unusable',
      severity: isShared ? 'problem' : 'warning',
      what: isForeign ? `${path} belongs to another user of this computer.` : status.sentence,
      meaning: isForeign
        ? 'git refuses to work in it, so nobody gets anything of it, although you share it.'
        : 'Nobody gets anything of it, although you may have shared it.',
      do: isForeign
        ? 'If you trust what is in it, tell git so; or make it yours.'
        : 'Shoal looks at it again by itself once that is done.',
      command: isForeign ? `git config --global --add safe.directory ${shellWord(path)}` : null,
    },
  ];
}

/** Whatever a path holds, as one word for a shell. */
function shellWord(text: string): string {
  return /^[\w./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
