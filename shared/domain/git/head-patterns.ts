/** Some of the branches and tags, as patterns on short names; without `only`, all of them. */
export interface HeadPatterns {
  readonly only: readonly string[];
  readonly except: readonly string[];
}
