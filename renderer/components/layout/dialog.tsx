import type { ReactNode } from 'react';
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import styles from './dialog.module.css';

interface Props {
  readonly title: string;
  readonly onClose: () => void;
  /** `alertdialog` for a question that must be answered. */
  readonly role?: 'dialog' | 'alertdialog';
  readonly children: ReactNode;
}

/** Something to answer before going on. Esc leaves. */
export function Dialog({ title, onClose, role = 'dialog', children }: Props) {
  return (
    <ModalOverlay
      className={styles.overlay}
      isOpen
      isDismissable
      onOpenChange={(open) => open || onClose()}
    >
      <Modal className={styles.modal}>
        <AriaDialog className={styles.dialog} role={role}>
          <Heading slot="title" level={1} className={styles.title}>
            {title}
          </Heading>
          {children}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}

/** The buttons at the end of a dialog, the one that does it last. */
interface ActionsProps {
  readonly children: ReactNode;
  /** What else can be done here, apart from the answers. */
  readonly aside?: ReactNode;
}

export function DialogActions({ children, aside }: ActionsProps) {
  return (
    <div className={styles.actions}>
      {aside && <span className={styles.aside}>{aside}</span>}
      {children}
    </div>
  );
}
