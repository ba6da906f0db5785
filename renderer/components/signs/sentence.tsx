import { createElement, Fragment, type ReactNode } from 'react';
import type { Parts } from '../../../shared/texts/translation.ts';

/** A text with a name, a command or the like in its own type in the midst of it. */
export function Sentence({ of: parts }: { of: Parts<ReactNode> }) {
  return createElement(Fragment, null, ...parts);
}
