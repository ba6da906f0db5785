import { FolderOpen } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Form } from 'react-aria-components';
import { folderName } from '../../../shared/domain/folder-name.ts';
import { isCloneAddress, nameInAddress } from '../../../shared/domain/git/clone-address.ts';
import type { ShareBack } from '../../../shared/domain/visibility.ts';
import { InvalidRequestError } from '../../../shared/errors.ts';
import { Button } from '../../components/controls/button.tsx';
import { TextField } from '../../components/controls/text-field.tsx';
import { Dialog, DialogActions } from '../../components/layout/dialog.tsx';
import { useActions, useApp, useAppState } from '../../state/shoal.ts';
import { useCloneFolder } from '../../state/use-setting.ts';
import { useSubmit } from '../../state/use-submit.ts';
import { t } from '../../texts/texts.ts';
import { joinPath } from '../../view/paths.ts';
import { ShareBackChoice } from './share-back-choice.tsx';

interface Props {
  /** Typed before; empty until something is typed or was copied, if left out. */
  readonly known?: string | undefined;
}

/** What is cloned by its address: teammates' copies of it give what they have, the origin the rest. */
export function CloneAddressDialog({ known = '' }: Props) {
  const actions = useActions();
  const { pickFolder, platform } = useApp((app) => app.abilities);
  const cloneDirectory = useCloneFolder();
  const last = useAppState((state) => state.cloning.share);
  const [address, setAddress] = useState(known);
  const [parent, setParent] = useState(cloneDirectory);
  // Until somebody changes it, the folder is called as the address says.
  const [typed, setTyped] = useState<string | null>(null);
  const [share, setShare] = useState<ShareBack>(last);
  const named = folderName(nameInAddress(address.trim()));
  const directory = typed ?? (address.trim() === '' ? '' : joinPath(platform, parent, named));
  const { busy, error, clear, onSubmit } = useSubmit(async () => {
    const url = address.trim();
    if (!isCloneAddress(url)) {
      throw new InvalidRequestError(t.dialogs.clone.noAddress);
    }
    await actions.cloneAddress({ url, directory: directory.trim(), share });
  });
  const choosing = useSubmit(async () => {
    const chosen = await actions.run('host.pickFolder', { purpose: 'clone-into' });
    if (chosen === null) return;
    clear();
    setParent(chosen);
    setTyped(null);
  });
  useEffect(() => {
    let isOpen = true;
    // Without a copied address there is nothing to offer.
    actions.run('host.copiedAddress', {}).then(
      (copied) => isOpen && copied !== null && setAddress((now) => (now === '' ? copied : now)),
      () => {},
    );
    return () => {
      isOpen = false;
    };
  }, [actions]);
  return (
    <Dialog title={t.dialogs.clone.addressTitle} onClose={() => actions.close()}>
      <Form onSubmit={onSubmit}>
        <TextField
          label={t.dialogs.clone.address}
          placeholder="https://example.org/team/app.git"
          hint={t.dialogs.clone.addressHint}
          value={address}
          onChange={(value) => {
            clear();
            setAddress(value);
          }}
          mono
          autoFocus
        />
        <TextField
          label={t.dialogs.clone.into}
          hint={t.dialogs.clone.intoHint}
          value={directory}
          onChange={(value) => {
            clear();
            setTyped(value);
          }}
          error={error ?? choosing.error}
          mono
          action={
            pickFolder && (
              <Button icon={FolderOpen} onPress={choosing.start}>
                {t.common.choose}
              </Button>
            )
          }
        />
        <ShareBackChoice chosen={share} isOpen onChange={setShare} />
        <DialogActions>
          <Button onPress={() => actions.close()}>{t.common.cancel}</Button>
          <Button
            look="primary"
            type="submit"
            isPending={busy}
            isDisabled={address.trim() === '' || directory.trim() === ''}
          >
            {t.common.clone}
          </Button>
        </DialogActions>
      </Form>
    </Dialog>
  );
}
