import { isUiUrl } from '../../ui-address.ts';

/** The parts of an IPC event that tell who sent it. */
export interface Sender {
  readonly sender: { readonly id: number };
  /** Null when the frame is gone by now. */
  readonly senderFrame: { readonly url: string; readonly parent: unknown } | null;
}

/** Whether a message comes from the top frame of our own page in the window with these contents. */
export function isOwnPage(event: Sender, contentsId: number): boolean {
  const { sender, senderFrame } = event;
  if (senderFrame === null || sender.id !== contentsId) return false;
  return senderFrame.parent === null && isUiUrl(senderFrame.url);
}
