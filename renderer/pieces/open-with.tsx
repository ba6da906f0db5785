import { ChevronDown, CodeXml, Copy, FolderOpen, FolderTree, SquareTerminal } from 'lucide-react';
import { MenuTrigger } from 'react-aria-components';
import type { Opener } from '../../shared/api/opener.ts';
import { Button, IconButton } from '../components/controls/button.tsx';
import { Menu, type MenuGroup } from '../components/controls/menu.tsx';
import { useUsualOpener, useUsualOpeners } from '../state/opener.ts';
import { useActions, useApp, useAppState, useShoal } from '../state/shoal.ts';
import { useCopy } from '../state/use-copy.ts';
import { t } from '../texts/texts.ts';
import styles from './open-with.module.css';

/** Opens a repository of mine in the usual editor; beside it, everything else it can be opened in. */
export function OpenWith({ path }: { path: string }) {
  const openers = useApp((app) => app.abilities.openers);
  const canOpenFolder = useApp((app) => app.abilities.openFolder);
  const usual = useUsualOpener(openers);
  const groups = useOpenEntries(path);
  const actions = useActions();
  if (usual === null && !canOpenFolder) return null;
  return (
    <span className={styles.both}>
      {usual === null ? (
        <Button icon={FolderOpen} onPress={() => actions.tell('host.openFolder', { path })}>
          {t.common.openWith.open}
        </Button>
      ) : (
        <Button
          icon={iconOf(usual)}
          onPress={() => actions.tell('host.openWith', { path, opener: usual.id })}
        >
          {t.common.openWith.openIn(usual.name)}
        </Button>
      )}
      <MenuTrigger>
        <IconButton icon={ChevronDown} aria-label={t.common.openWith.more} />
        <Menu label={t.common.openWith.open} groups={groups} placement="bottom end" />
      </MenuTrigger>
    </span>
  );
}

/**
 * All that a repository of mine can be opened in, for menus. What is chosen is the usual one of its kind from
 * then on, as the settings have it.
 * @param isThere whether there is something to open yet
 */
export function useOpenEntries(path: string | null, isThere = true): readonly MenuGroup[] {
  const openers = useApp((app) => app.abilities.openers);
  const canOpenFolder = useApp((app) => app.abilities.openFolder);
  const usual = useUsualOpeners(openers);
  const inside = useInside(path);
  const actions = useActions();
  const copyOut = useCopy();
  if (path === null) return [];
  const programs = openers.map((opener) => ({
    id: opener.id,
    label: t.common.openWith.openIn(opener.name),
    icon: iconOf(opener),
    isChosen: opener === usual[opener.kind],
    act: () => {
      if (opener !== usual[opener.kind]) {
        actions.tell('settings.set', { key: opener.kind, value: opener.id });
      }
      actions.tell('host.openWith', { path, opener: opener.id });
    },
  }));
  const folder = {
    ...{ id: 'folder', label: t.common.openWith.showFolder, icon: FolderOpen },
    act: () => actions.tell('host.openFolder', { path }),
  };
  const copy = {
    ...{ id: 'path', label: t.common.everywhere.copyPath, icon: Copy },
    act: () => copyOut(path),
  };
  if (!isThere) return [{ entries: [copy] }];
  return [
    { entries: inside },
    { entries: programs },
    { entries: [...(canOpenFolder ? [folder] : []), copy] },
  ];
}

/** Into a repository of mine, in this window. */
function useInside(path: string | null): MenuGroup['entries'] {
  const { contents } = useShoal();
  const repository = useAppState(({ repositories }) => {
    const found = Object.values(repositories).find((each) => each.path === path);
    return found?.status.state === 'ready' && found.status.swarm !== null ? found.id : null;
  });
  if (repository === null) return [];
  return [
    {
      ...{ id: 'inside', label: t.contents.lookAt, icon: FolderTree },
      act: () => contents.open(repository),
    },
  ];
}

function iconOf({ kind }: Opener) {
  return kind === 'editor' ? CodeXml : SquareTerminal;
}
