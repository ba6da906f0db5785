import { Search as SearchIcon, X } from 'lucide-react';
import { Button, Input, SearchField } from 'react-aria-components';
import { Icon } from '../../components/signs/icon.tsx';
import { focus } from '../../state/focus.ts';
import { useActions, useApp, useUi } from '../../state/shoal.ts';
import { t } from '../../texts/texts.ts';
import styles from './search.module.css';

export function Search() {
  const search = useUi((ui) => ui.search);
  const platform = useApp((app) => app.abilities.platform);
  const actions = useActions();
  return (
    <SearchField
      aria-label={t.nearby.search}
      className={styles.search}
      value={search}
      onChange={(text) => actions.go({ search: text })}
      onKeyDown={(event) => {
        if (event.key === 'ArrowDown' || event.key === 'Enter') focus('list');
        else event.continuePropagation();
      }}
    >
      <Icon of={SearchIcon} />
      <Input
        className={styles.input}
        data-search
        placeholder={t.nearby.search}
        spellCheck={false}
      />
      {search === '' ? (
        <kbd className={styles.key}>{platform === 'darwin' ? '⌘ K' : 'Ctrl K'}</kbd>
      ) : (
        <Button className={styles.clear}>
          <Icon of={X} size={14} />
        </Button>
      )}
    </SearchField>
  );
}
