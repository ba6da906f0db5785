import type { Self } from '../../../shared/api/state.ts';
import { peerCode } from '../../../shared/domain/peer-code.ts';
import { Button } from '../../components/controls/button.tsx';
import { Dialog, DialogActions } from '../../components/layout/dialog.tsx';
import { QrCode } from '../../components/signs/qr-code.tsx';
import { useActions } from '../../state/shoal.ts';
import { t } from '../../texts/texts.ts';
import styles from './own-code-dialog.module.css';

/** My own code, for a teammate's camera. */
export function OwnCodeDialog({ self }: { self: Self }) {
  const actions = useActions();
  return (
    <Dialog title={t.people.code.title} onClose={() => actions.close()}>
      <p>{t.people.code.effect}</p>
      <div className={styles.code}>
        <QrCode text={peerCode(self.id)} label={t.people.code.label(self.name)} />
      </div>
      <DialogActions>
        <Button onPress={() => actions.close()}>{t.common.close}</Button>
      </DialogActions>
    </Dialog>
  );
}
