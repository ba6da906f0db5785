/** A program on this computer that a repository's folder can be opened in. */
export interface Opener {
  /** The same on every start. */
  readonly id: string;
  /** `VS Code`, `Vim in a terminal` */
  readonly name: string;
  readonly kind: 'editor' | 'terminal';
}
