import { FolderOpen } from 'lucide-react';
import { useState } from 'react';
import { Form } from 'react-aria-components';
import type { Swarm } from '../../../shared/api/swarm-state.ts';
import { folderName } from '../../../shared/domain/folder-name.ts';
import type { ShareBack } from '../../../shared/domain/visibility.ts';
import { listed } from '../../../shared/domain/words/listed.ts';
import { Button } from '../../components/controls/button.tsx';
import { TextField } from '../../components/controls/text-field.tsx';
import { Dialog, DialogActions } from '../../components/layout/dialog.tsx';
import { useActions, useApp, useAppState } from '../../state/shoal.ts';
import { useCloneFolder } from '../../state/use-setting.ts';
import { useSubmit } from '../../state/use-submit.ts';
import { t } from '../../texts/texts.ts';
import { joinPath } from '../../view/paths.ts';
import { isReachable } from '../../view/people/peers.ts';
import { peersOf } from '../../view/projects/nearby.ts';
import { ShareBackChoice } from './share-back-choice.tsx';

/** Where a clone goes, and who sees it then; it comes from everyone who has the project. */
export function CloneDialog({ swarm }: { swarm: Swarm }) {
  const actions = useActions();
  const { pickFolder, platform } = useApp((app) => app.abilities);
  const cloneDirectory = useCloneFolder();
  const people = useAppState(({ peers }) => peersOf(swarm, peers).filter(isReachable));
  const last = useAppState((state) => state.cloning.share);
  const folder = folderName(swarm.name);
  const [directory, setDirectory] = useState(() => joinPath(platform, cloneDirectory, folder));
  const [share, setShare] = useState<ShareBack>(last);
  // A folder that cannot be used is said here, where another one can be chosen.
  const { busy, error, clear, onSubmit } = useSubmit(() =>
    actions.clone({ swarm: swarm.id, directory: directory.trim(), share }),
  );
  const change = (to: string) => {
    clear();
    setDirectory(to);
  };
  const choosing = useSubmit(async () => {
    const parent = await actions.run('host.pickFolder', { purpose: 'clone-into' });
    if (parent !== null) change(joinPath(platform, parent, folder));
  });
  const names = people.map(({ name }) => name);
  return (
    <Dialog title={t.dialogs.clone.title(swarm.name)} onClose={() => actions.close()}>
      <Form onSubmit={onSubmit}>
        <TextField
          label={t.dialogs.clone.into}
          hint={t.dialogs.clone.intoHint}
          value={directory}
          onChange={change}
          error={error ?? choosing.error}
          mono
          autoFocus
          action={
            pickFolder && (
              <Button icon={FolderOpen} onPress={choosing.start}>
                {t.common.choose}
              </Button>
            )
          }
        />
        <ShareBackChoice
          chosen={share}
          isOpen={swarm.alternatives.some(({ isOpen }) => isOpen)}
          onChange={setShare}
        />
        <p>
          {names.length === 0 ? t.dialogs.clone.nobodyHere : t.dialogs.clone.from(listed(names))}
        </p>
        <DialogActions>
          <Button onPress={() => actions.close()}>{t.common.cancel}</Button>
          <Button
            look="primary"
            type="submit"
            isPending={busy}
            isDisabled={directory.trim() === ''}
          >
            {t.common.clone}
          </Button>
        </DialogActions>
      </Form>
    </Dialog>
  );
}
