import { ShoalError } from '../../shared/errors.ts';

export class EmptyRepositoryError extends ShoalError {
  readonly code = 'repository-empty';

  constructor(path: string) {
    super(`${path} has no commits yet. Commit something first, or clone the project instead.`);
  }
}

export class UnknownRepositoryError extends ShoalError {
  readonly code = 'unknown-repository';
  override readonly isFinal = true;

  constructor() {
    super('Shoal does not know this repository. Add it first.');
  }
}
