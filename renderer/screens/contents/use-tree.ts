import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { Oid, RepositoryId } from '../../../shared/ids.ts';
import { useActions } from '../../state/shoal.ts';
import { whyNot } from '../../texts/told.ts';
import { type ReadFolder, treeRows } from '../../view/contents/tree-rows.ts';

/** The folders of a commit, each read when it is opened first. */
export function useTree(repository: RepositoryId, tip: Oid) {
  const actions = useActions();
  const [folders, setFolders] = useState<ReadonlyMap<string, ReadFolder>>(new Map());
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const left = useRef(new AbortController());
  const read = useCallback(
    (path: string, tree: Oid) => {
      const { signal } = left.current;
      const known = (folder: ReadFolder) => {
        if (!signal.aborted) setFolders((old) => new Map(old).set(path, folder));
      };
      known({ state: 'reading' });
      actions.run('contents.folder', { repository, tree }, signal).then(
        (contents) => known({ state: 'read', contents }),
        (error: unknown) => known({ state: 'failed', sentence: whyNot(error) }),
      );
    },
    [actions, repository],
  );
  useEffect(() => {
    const until = new AbortController();
    left.current = until;
    setFolders(new Map());
    setOpen(new Set());
    read('', tip);
    return () => until.abort();
  }, [read, tip]);
  const fold = useCallback(
    (path: string, tree: Oid, isOpen: boolean) => {
      const state = folders.get(path)?.state;
      if (isOpen && (state === undefined || state === 'failed')) read(path, tree);
      setOpen((old) => {
        const now = new Set(old);
        if (isOpen) now.add(path);
        else now.delete(path);
        return now;
      });
    },
    [folders, read],
  );
  const rows = useMemo(() => treeRows(folders, open), [folders, open]);
  return { rows, fold };
}
