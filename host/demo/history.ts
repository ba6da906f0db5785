/** A commit of a made-up history: what it says and what it leaves in its files. */
export interface DemoCommit {
  readonly subject: string;
  /** Content by path; the other files stay as they are. */
  readonly files: Readonly<Record<string, string>>;
}

export interface DemoBranch {
  readonly name: string;
  /** The branch it leaves from, where that stands by then; null for the first one. */
  readonly from: string | null;
  readonly author: string;
  readonly commits: readonly DemoCommit[];
}

/**
 * The input of git-fast-import(1) for these branches, one after the other. The same branches give
 * the same object ids everywhere, which is what makes the teammates' copies related.
 *
 * @param start time of the first commit, in seconds since the epoch; each next one is an hour later
 */
export function fastImportStream(branches: readonly DemoBranch[], start: number): string {
  let time = start;
  const parts = branches.flatMap((branch) =>
    branch.commits.map((commit, index) => {
      time += 3_600;
      const parent = index === 0 && branch.from !== null ? `from refs/heads/${branch.from}\n` : '';
      const email = `${branch.author.toLowerCase()}@shoal.invalid`;
      return [
        `commit refs/heads/${branch.name}\n`,
        `committer ${branch.author} <${email}> ${time} +0000\n`,
        data(commit.subject),
        parent,
        ...Object.entries(commit.files).map(
          ([path, content]) => `M 100644 inline ${path}\n${data(content)}`,
        ),
        '\n',
      ].join('');
    }),
  );
  return `${parts.join('')}done\n`;
}

/** The exact byte count format; the newline after it is optional and for readers. */
function data(text: string): string {
  return `data ${Buffer.byteLength(text)}\n${text}\n`;
}
