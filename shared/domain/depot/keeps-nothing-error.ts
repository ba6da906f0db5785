import { ShoalError } from '../../errors.ts';

/** A command that only a depot knows. */
export class KeepsNothingError extends ShoalError {
  readonly code = 'keeps-nothing';
  override readonly isFinal = true;

  constructor() {
    super('This Shoal keeps nothing for others. Start it with `shoal serve --depot FOLDER`.');
  }
}
