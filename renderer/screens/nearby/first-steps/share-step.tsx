import { Check, FolderPlus } from 'lucide-react';
import { useState } from 'react';
import type { FoundProject } from '../../../../shared/api/found-project.ts';
import { Button } from '../../../components/controls/button.tsx';
import { Icon } from '../../../components/signs/icon.tsx';
import { useNow } from '../../../state/clock.tsx';
import { useActions, useAppState } from '../../../state/shoal.ts';
import { t } from '../../../texts/texts.ts';
import { whyNot } from '../../../texts/told.ts';
import { age } from '../../../view/age.ts';
import { shortPath } from '../../../view/paths.ts';
import styles from './first-steps.module.css';

/** More than these nobody reads through here. */
const MOST = 5;

/** Projects of mine that were found, each shared by one press. @param projects null while they are looked for */
export function ShareStep({ projects }: { projects: readonly FoundProject[] | null }) {
  const actions = useActions();
  return (
    <section className={styles.step} aria-label={t.nearby.first.share}>
      <h3 className={styles.heading}>{t.nearby.first.share}</h3>
      {projects === null && <p className={styles.quiet}>{t.nearby.first.looking}</p>}
      {projects !== null && projects.length === 0 && (
        <p className={styles.quiet}>{t.nearby.first.noneFound}</p>
      )}
      <ul>
        {(projects ?? []).slice(0, MOST).map((project) => (
          <Found key={project.path} project={project} />
        ))}
      </ul>
      <div>
        <Button look="quiet" icon={FolderPlus} onPress={() => actions.chooseRepository()}>
          {t.nearby.first.anotherFolder}
        </Button>
      </div>
    </section>
  );
}

function Found({ project: { path, name, changedAt } }: { project: FoundProject }) {
  const actions = useActions();
  const now = useNow();
  const shared = useAppState(({ repositories }) =>
    Object.values(repositories).find(
      (mine) => mine.path === path && mine.visibility.to !== 'nobody',
    ),
  );
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const share = () => {
    setBusy(true);
    setError(null);
    actions
      .shareProject(path)
      .catch((failure: unknown) => setError(whyNot(failure)))
      .finally(() => setBusy(false));
  };
  return (
    <li className={styles.project}>
      <span className={styles.texts}>
        <span className={styles.name}>{name}</span>
        <span className={styles.quiet} title={path}>
          {shortPath(path)} · {age(changedAt, now)}
        </span>
        {error !== null && (
          <span className={styles.error} role="alert">
            {error}
          </span>
        )}
      </span>
      {shared === undefined ? (
        <Button
          look="row"
          isPending={busy}
          aria-label={t.nearby.first.shareWhat(name)}
          onPress={share}
        >
          {busy ? t.nearby.first.sharing : t.nearby.first.shareIt}
        </Button>
      ) : (
        <span className={styles.shared}>
          <Icon of={Check} size={14} /> {t.repositories.audience[shared.visibility.to].label}
        </span>
      )}
    </li>
  );
}
