import { Download, FolderGit2, FolderPlus } from 'lucide-react';
import { useMemo } from 'react';
import { Button } from '../../components/controls/button.tsx';
import { EmptyState } from '../../components/layout/empty-state.tsx';
import { Columns, SingleColumn } from '../../pieces/columns.tsx';
import { TransferBar } from '../../pieces/transfer-bar/transfer-bar.tsx';
import { useActions, useAppState, useUi } from '../../state/shoal.ts';
import { t } from '../../texts/texts.ts';
import { compareNames } from '../../view/people/compare-names.ts';
import { DropArea } from './drop-area.tsx';
import { MyListNotes } from './my-list-notes.tsx';
import { RepositoryDetail } from './repository-detail.tsx';
import { RepositoryList } from './repository-list.tsx';

/** My repositories: who may see which, and adding more of them. */
export function RepositoriesScreen() {
  const repositories = useAppState((state) => state.repositories);
  const ordered = useMemo(
    () =>
      Object.values(repositories).sort(
        (a, b) => compareNames(a.name, b.name) || compareNames(a.path, b.path),
      ),
    [repositories],
  );
  const chosen = useUi((ui) => ui.repository);
  const repository = ordered.find(({ id }) => id === chosen) ?? ordered[0];
  return (
    <DropArea>
      {repository === undefined ? (
        <SingleColumn title={t.repositories.title} footer={<TransferBar />}>
          <MyListNotes />
          <NoRepositories />
        </SingleColumn>
      ) : (
        <Columns
          label={t.repositories.title}
          list={<RepositoryList repositories={ordered} selected={repository.id} />}
          detail={<RepositoryDetail key={repository.id} repository={repository} />}
          footer={<TransferBar />}
        />
      )}
    </DropArea>
  );
}

function NoRepositories() {
  const actions = useActions();
  return (
    <EmptyState
      icon={FolderGit2}
      title={t.repositories.emptyTitle}
      actions={
        <>
          <Button look="primary" icon={FolderPlus} onPress={() => actions.chooseRepository()}>
            {t.common.addRepository}
          </Button>
          <Button icon={Download} onPress={() => actions.open({ kind: 'clone-address' })}>
            {t.common.cloneAddress}
          </Button>
        </>
      }
    >
      <p>{t.repositories.empty}</p>
    </EmptyState>
  );
}
