/** One thing that the doctor found, for the user to read and for programs to know by its code. */
export interface Finding {
  readonly code: string;
  readonly severity: Severity;
  /** What is so, in a sentence. */
  readonly what: string;
  /** What follows from it. */
  readonly meaning: string;
  /** What to do about it. */
  readonly do: string;
  /** A line for a terminal that helps; null where there is none. */
  readonly command: string | null;
}

/** `problem`: something does not work; `warning`: something may not; `note`: good to know. */
export type Severity = (typeof SEVERITIES)[number];
const SEVERITIES = ['problem', 'warning', 'note'] as const;

/** The gravest first; else as they were found. */
export function inOrder(findings: readonly Finding[]): Finding[] {
  const rank = ({ severity }: Finding) => SEVERITIES.indexOf(severity);
  return [...findings].sort((one, other) => rank(one) - rank(other));
}
