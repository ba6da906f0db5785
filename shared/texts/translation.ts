/** Words and what stands between them, such as a name in its own type: made for one text, in the order of a language. */
export type Parts<T> = readonly (string | T)[];

/**
 * `Other` if each of its functions takes as many parameters as that of `English`. That it has the same texts is checked
 * by `satisfies`; a function with fewer parameters would pass there, and leave out what it should tell.
 */
export type SameParameters<English, Other> = {
  [K in keyof English]: K extends keyof Other
    ? English[K] extends (...args: infer A) => unknown
      ? Other[K] extends (...args: infer B) => unknown
        ? A['length'] extends B['length']
          ? Other[K]
          : never
        : never
      : English[K] extends object
        ? SameParameters<English[K], Other[K]>
        : Other[K]
    : never;
};
