import type { KeyboardEvent } from 'react';
import type { DiffSteps } from './diff-lines.tsx';

/** From change to change, by N and P: to be called before a list takes the letter as the start of a name. */
export function stepByKey(event: KeyboardEvent, steps: DiffSteps | null): void {
  if (event.ctrlKey || event.metaKey || event.altKey || steps === null) return;
  const step = { n: steps.next, p: steps.previous }[event.key];
  if (step === undefined || event.target instanceof HTMLInputElement) return;
  step();
  event.preventDefault();
  event.stopPropagation();
}
