import { ScanLine } from 'lucide-react';
import { useRef, useState } from 'react';
import type { Peer } from '../../../shared/api/state.ts';
import { readPeerCode } from '../../../shared/domain/peer-code.ts';
import { Button } from '../../components/controls/button.tsx';
import { Banner } from '../../components/layout/banner.tsx';
import { Dialog, DialogActions } from '../../components/layout/dialog.tsx';
import { Icon } from '../../components/signs/icon.tsx';
import { useActions, useAppState } from '../../state/shoal.ts';
import { t } from '../../texts/texts.ts';
import { whyNot } from '../../texts/told.ts';
import { scanVerdict } from '../../view/people/scan-verdict.ts';
import styles from './scan-dialog.module.css';
import { useScanner } from './use-scanner.ts';

/** Compares a teammate's key by the code on their screen, and trusts it when it is the same. */
export function ScanDialog({ peer }: { peer: Peer }) {
  const actions = useActions();
  const peers = useAppState((state) => state.peers);
  const self = useAppState((state) => state.self);
  const [refusal, setRefusal] = useState<string | null>(null);
  const isDone = useRef(false);
  const video = useRef<HTMLVideoElement>(null);
  const trust = () => {
    if (isDone.current) return;
    isDone.current = true;
    actions.run('peers.trust', { peer: peer.id }).then(
      () => actions.close(),
      (error: unknown) => {
        isDone.current = false;
        setRefusal(whyNot(error));
      },
    );
  };
  const scanning = useScanner(video, (text) => {
    const verdict = scanVerdict(readPeerCode(text), { peer, self, peers });
    setRefusal(verdict);
    if (verdict === null) trust();
  });
  return (
    <Dialog title={t.people.scanning.title(peer.name)} onClose={() => actions.close()}>
      <p>{t.people.scanning.how(peer.name)}</p>
      {scanning.state === 'failed' ? (
        <Banner look="warning">{scanning.sentence}</Banner>
      ) : (
        <div className={styles.frame}>
          <video ref={video} className={styles.picture} muted playsInline autoPlay />
          <span className={styles.sign} data-hidden={scanning.state === 'looking' || undefined}>
            <Icon of={ScanLine} size={32} />
          </span>
        </div>
      )}
      <div role="status">{refusal !== null && <Banner look="warning">{refusal}</Banner>}</div>
      <DialogActions>
        <Button onPress={() => actions.close()}>{t.common.cancel}</Button>
      </DialogActions>
    </Dialog>
  );
}
