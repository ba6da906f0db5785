/** A repository of the user's that Shoal has come across, and that is not shared yet. */
export interface FoundProject {
  readonly path: string;
  readonly name: string;
  /** When the user last did something there, in milliseconds since the epoch. */
  readonly changedAt: number;
}

/** What a user has at hand at the first start. */
export interface FirstSteps {
  readonly projects: readonly FoundProject[];
  /** Where others reach this computer, as `host:port`, the likeliest first. */
  readonly addresses: readonly string[];
}
