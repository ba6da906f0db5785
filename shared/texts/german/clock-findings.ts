import type { clockFindings as english } from '../english/clock-findings.ts';

const goes = (span: string, isAhead: boolean) => `geht um ${span} ${isAhead ? 'vor' : 'nach'}`;

export const clockFindings = {
  effect:
    'Was andere füreinander weitergeben, wirkt vielleicht zu alt, und „vor 5 min“ stimmt nicht.',
  mine: (span, isAhead) =>
    `Die Uhr dieses Computers ${goes(span, isAhead)}: Die Uhren aller anderen sind sich einig.`,
  setIt: 'Stelle sie, oder lass das System sie von selbst stellen.',
  theirs: (name, span, isAhead) =>
    `Die Uhr von ${name} ${goes(span, isAhead)}, verglichen mit diesem Computer und mit anderen.`,
  askThem: (name) => `Bitte ${name}, sie zu stellen.`,
  either: (name, span, isAhead) =>
    `Die Uhr von ${name} ${goes(span, isAhead)}, verglichen mit diesem Computer.`,
  compare: 'Vergleiche beide mit einer anderen Uhr, und stelle die falsche.',
} satisfies typeof english;
