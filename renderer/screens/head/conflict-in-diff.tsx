import type { ConflictHunk, FileConflict, HeadLook } from '../../../shared/api/heads/head-look.ts';
import type { RepositoryId } from '../../../shared/ids.ts';
import { ConflictCard } from '../../components/diff/conflict-card.tsx';
import type { Highlights } from '../../components/diff/highlighting/highlights.ts';
import { Avatar } from '../../components/signs/avatar.tsx';
import { useNow } from '../../state/clock.tsx';
import { useAppState } from '../../state/shoal.ts';
import { t } from '../../texts/texts.ts';
import { touchesNote } from '../../view/head/diff-words.ts';
import styles from './conflict-in-diff.module.css';
import { mineText, theirsText } from './use-highlights.ts';

interface Props {
  /** Mine, whose checked-out branch the head conflicts with. */
  readonly repository: RepositoryId;
  readonly look: HeadLook;
  readonly conflict: FileConflict;
  readonly hunk: ConflictHunk;
  readonly index: number;
  readonly highlights: Highlights | null;
}

/** Whose lines stand against whose. */
export function ConflictInDiff({ repository, look, conflict, hunk, index, highlights }: Props) {
  const now = useNow();
  const self = useAppState((state) => state.self);
  const peer = useAppState((state) => state.peers[look.peer]);
  const { mine, theirs } = conflict;
  const branch = useAppState(({ repositories }) => {
    const status = repositories[repository]?.status;
    return status?.state === 'ready' ? status.branch : null;
  });
  const words = t.head.conflict;
  return (
    <ConflictCard
      title={peer === undefined ? words.youAndThey : words.youAnd(peer.name)}
      note={touchesNote(mine, theirs, now)}
      mine={{
        lines: hunk.mine.lines,
        text: mineText(index),
        title: (
          <>
            {self !== null && <Avatar person={self} size="tiny" />} {words.yours}
            <Whose branch={branch} author={mine?.author ?? null} />
          </>
        ),
      }}
      theirs={{
        lines: hunk.theirs.lines,
        text: theirsText(index),
        title: (
          <>
            {peer && <Avatar person={peer} size="tiny" />}{' '}
            {peer ? words.of(peer.name) : words.theirs}
            <Whose branch={look.name} author={theirs?.author ?? null} />
          </>
        ),
      }}
      highlights={highlights}
    />
  );
}

function Whose({ branch, author }: { branch: string | null; author: string | null }) {
  const words = [branch, author === null ? null : t.head.conflict.by(author)].filter(
    (text) => text !== null,
  );
  return <span className={styles.whose}>{words.join(' ')}</span>;
}
