/** Languages by how a file's name ends; what is not here is data, or too rare to matter. */
const EXTENSIONS: Readonly<Record<string, string>> = {
  Assembly: 'asm s',
  C: 'c h',
  'C#': 'cs',
  'C++': 'cc cpp cxx hh hpp hxx',
  Clojure: 'clj cljs',
  CSS: 'css less scss',
  Dart: 'dart',
  Elixir: 'ex exs',
  Elm: 'elm',
  Erlang: 'erl hrl',
  Fortran: 'f f90',
  Go: 'go',
  Haskell: 'hs',
  HTML: 'html htm',
  Java: 'java',
  JavaScript: 'js jsx mjs cjs',
  Julia: 'jl',
  Kotlin: 'kt kts',
  Lua: 'lua',
  Markdown: 'md markdown',
  Nix: 'nix',
  'Objective-C': 'm mm',
  OCaml: 'ml mli',
  Perl: 'pl pm',
  PHP: 'php',
  Python: 'py pyi',
  R: 'r',
  Ruby: 'rb',
  Rust: 'rs',
  Scala: 'scala',
  Shell: 'sh bash zsh fish',
  SQL: 'sql',
  Svelte: 'svelte',
  Swift: 'swift',
  TeX: 'tex sty',
  TypeScript: 'ts tsx mts cts',
  Vue: 'vue',
  Zig: 'zig',
};

const LANGUAGES: ReadonlyMap<string, string> = new Map(
  Object.entries(EXTENSIONS).flatMap(([language, extensions]) =>
    extensions.split(' ').map((extension) => [extension, language] as const),
  ),
);

/** The language that a file is written in, as its name tells; null if it does not. */
export function languageOf(path: string): string | null {
  const extension = /\.([A-Za-z0-9]{1,8})$/.exec(path)?.[1];
  return extension === undefined ? null : (LANGUAGES.get(extension.toLowerCase()) ?? null);
}
