import type { Self } from '../../../shared/api/state.ts';
import { peerCode } from '../../../shared/domain/peer-code.ts';
import { Button } from '../../components/controls/button.tsx';
import { Dialog, DialogActions } from '../../components/layout/dialog.tsx';
import { QrCode } from '../../components/signs/qr-code.tsx';
import { useActions } from '../../state/shoal.ts';
import styles from './own-code-dialog.module.css';

/** My own code, for a teammate's camera. */
export function OwnCodeDialog({ self }: { self: Self }) {
  const actions = useActions();
  return (
    <Dialog title="Your code" onClose={() => actions.close()}>
      <p>
        It says the same as your six words. A teammate who scans it, from the page about you, knows
        that this computer is yours.
      </p>
      <div className={styles.code}>
        <QrCode text={peerCode(self.id)} label={`The code of ${self.name}`} />
      </div>
      <DialogActions>
        <Button onPress={() => actions.close()}>Close</Button>
      </DialogActions>
    </Dialog>
  );
}
