import { Copy, Terminal } from 'lucide-react';
import type { MouseEvent } from 'react';
import { shellWord } from '../../../shared/domain/words/shell-word.ts';
import type { ComparedCommit } from '../../../shared/gtp/comparison.ts';
import { useContextMenu } from '../../components/layout/context-menu.tsx';
import { useCopy } from '../../state/use-copy.ts';
import { t } from '../../texts/texts.ts';
import { hiddenCharacters, readableText } from '../../view/diff/hidden-characters.ts';
import type { FileRow } from '../../view/head/files.ts';

/** What can be had of a commit. @param isHere whether git here knows it */
export function useCommitMenu(commit: Pick<ComparedCommit, 'oid' | 'subject'>, isHere: boolean) {
  const copy = useCopy();
  const { oid, subject } = commit;
  const command = `git show ${oid.slice(0, 10)}`;
  return useMenu(
    subject,
    [
      { id: 'id', label: t.common.everywhere.copyCommitId, text: oid },
      { id: 'subject', label: t.common.everywhere.copySubject, text: subject },
      ...(isHere
        ? [{ id: 'command', label: t.common.everywhere.copyText(command), text: command }]
        : []),
    ],
    copy,
  );
}

/** What can be had of a file. @param ends the commits that are compared, where git here knows both */
export function useFileMenu({ file }: FileRow, ends: string | null) {
  const copy = useCopy();
  // What a terminal would take for more than a name is not given to one.
  const isPlain = hiddenCharacters(file.path).length === 0;
  const command = ends === null || !isPlain ? null : `git diff ${ends} -- ${shellWord(file.path)}`;
  return useMenu(
    readableText(file.path),
    [
      { id: 'path', label: t.common.everywhere.copyPath, text: file.path },
      ...(command === null
        ? []
        : [{ id: 'command', label: t.common.everywhere.copyText(command), text: command }]),
    ],
    copy,
  );
}

/** The same of a file that is not compared. */
export function usePathMenu(path: string) {
  const copy = useCopy();
  return useMenu(
    readableText(path),
    [{ id: 'path', label: t.common.everywhere.copyPath, text: path }],
    copy,
  );
}

interface Copied {
  readonly id: string;
  readonly label: string;
  readonly text: string;
}

function useMenu(
  label: string,
  entries: readonly Copied[],
  copy: (text: string) => void,
): (event: MouseEvent) => void {
  return useContextMenu(label, () => [
    {
      entries: entries.map(({ id, label: name, text }) => ({
        ...{ id, label: name, icon: id === 'command' ? Terminal : Copy, act: () => copy(text) },
      })),
    },
  ]);
}
