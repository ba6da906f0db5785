import type { DoctorFacts } from '../../api/doctor-facts.ts';
import { t } from '../../texts/all-texts.ts';
import type { Finding } from './finding.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** A smaller difference is nobody's concern, in milliseconds. */
const TOLERATED = 2 * MINUTE;

interface Clock {
  readonly name: string;
  readonly ahead: number;
}

/** Whose clock is wrong, as far as it shows: one that stands alone against several that agree. */
export function clockFindings({ peers, platform }: DoctorFacts): Finding[] {
  const clocks = peers.flatMap(({ name, clockAhead }): Clock[] =>
    clockAhead === null ? [] : [{ name, ahead: clockAhead }],
  );
  const wrong = clocks.filter(({ ahead }) => Math.abs(ahead) >= TOLERATED);
  const [first] = wrong;
  if (first === undefined) return [];
  const agree = wrong.every(({ ahead }) => Math.abs(ahead - first.ahead) < TOLERATED);
  if (wrong.length === clocks.length && clocks.length > 1 && agree) return [mine(first, platform)];
  return wrong.map((clock) => (clocks.length > 1 ? theirs(clock) : either(clock, platform)));
}

function mine({ ahead }: Clock, platform: string): Finding {
  return {
    code: 'clock-here',
    severity: 'warning',
    what: t.clockFindings.mine(span(ahead), ahead < 0),
    meaning: t.clockFindings.effect,
    do: t.clockFindings.setIt,
    command: setClock(platform),
  };
}

function theirs({ name, ahead }: Clock): Finding {
  return {
    code: 'clock-there',
    severity: 'warning',
    what: t.clockFindings.theirs(name, span(ahead), ahead > 0),
    meaning: t.clockFindings.effect,
    do: t.clockFindings.askThem(name),
    command: null,
  };
}

function either({ name, ahead }: Clock, platform: string): Finding {
  return {
    code: 'clocks-differ',
    severity: 'warning',
    what: t.clockFindings.either(name, span(ahead), ahead > 0),
    meaning: t.clockFindings.effect,
    do: t.clockFindings.compare,
    command: setClock(platform),
  };
}

function setClock(platform: string): string | null {
  switch (platform) {
    case 'linux':
      return 'sudo timedatectl set-ntp true';
    case 'darwin':
      return 'sudo sntp -sS time.apple.com';
    case 'win32':
      return 'w32tm /resync';
    default:
      return null;
  }
}

/** @param ms in either direction */
function span(ms: number): string {
  const long = Math.abs(ms);
  if (long < 1.5 * HOUR) return t.counts.minutes(Math.round(long / MINUTE));
  if (long < 1.5 * DAY) return t.counts.hours(Math.round(long / HOUR));
  return t.counts.days(Math.round(long / DAY));
}
