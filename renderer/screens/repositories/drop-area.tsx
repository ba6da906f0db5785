import { FolderPlus } from 'lucide-react';
import { type DragEvent, type ReactNode, useState } from 'react';
import { Icon } from '../../components/signs/icon.tsx';
import { useActions, useShoal } from '../../state/shoal.ts';
import { t } from '../../texts/texts.ts';
import styles from './drop-area.module.css';

/** Takes folders dropped on the screen, where the page may know their path. */
export function DropArea({ children }: { children: ReactNode }) {
  const { pathOf } = useShoal();
  const actions = useActions();
  const [over, setOver] = useState(false);
  if (pathOf === null) return children;

  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    for (const file of event.dataTransfer.files) {
      const path = pathOf(file);
      if (path !== '') actions.dropRepository(path);
    }
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is a second way; the button is the first.
    <div
      className={styles.area}
      onDragOver={(event) => {
        if (!event.dataTransfer.types.includes('Files')) return;
        event.preventDefault();
        event.dataTransfer.dropEffect = 'link';
        setOver(true);
      }}
      onDragLeave={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setOver(false);
      }}
      onDrop={drop}
    >
      {children}
      {over && (
        <div className={styles.invitation}>
          <Icon of={FolderPlus} size={20} />
          {t.repositories.drop}
        </div>
      )}
    </div>
  );
}
