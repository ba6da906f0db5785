import { useEffect, useState } from 'react';
import type { PlainGit } from '../../../shared/api/plain-git.ts';
import { Switch } from '../../components/controls/switch.tsx';
import { useActions } from '../../state/shoal.ts';
import { t } from '../../texts/texts.ts';
import { plainGitEffect } from '../../view/plain-git.ts';

/** Whether plain git takes from teammates what they have; shown once that is known. */
export function PlainGitChoice() {
  const [known, setKnown] = useState<PlainGit | null>(null);
  const actions = useActions();
  useEffect(() => {
    let isOpen = true;
    actions.run('plainGit.status', {}).then(
      (status) => isOpen && setKnown(status),
      () => {},
    );
    return () => {
      isOpen = false;
    };
  }, [actions]);
  if (known === null) return null;
  const change = (enabled: boolean) => {
    setKnown({ ...known, enabled });
    void actions.ask('plainGit.set', { enabled }).then((status) => setKnown(status ?? known));
  };
  return (
    <Switch
      label={t.shell.plainGit.label}
      effect={plainGitEffect(known)}
      isOn={known.enabled}
      onChange={change}
    />
  );
}
