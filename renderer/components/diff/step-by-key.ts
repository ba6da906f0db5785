import type { KeyboardEvent } from 'react';
import { diffStep } from '../../view/keys.ts';
import type { DiffSteps } from './use-steps.ts';

/** From change to change: to be called before a list takes the letter as the start of a name. */
export function stepByKey(event: KeyboardEvent, steps: DiffSteps | null): void {
  const step = diffStep(event, event.target instanceof HTMLInputElement);
  if (steps === null || step === null) return;
  steps[step]();
  event.preventDefault();
  event.stopPropagation();
}
