import type { Channel } from './channel.ts';

/** Two ends in one process, joined: what one sends, the other gets a moment later, as a copy. */
export function channelPair(): [Channel, Channel] {
  const a = new End();
  const b = new End();
  a.other = b;
  b.other = a;
  return [a, b];
}

class End implements Channel {
  other: End | null = null;
  #onMessage: ((message: unknown) => void)[] = [];
  #onClose: (() => void)[] = [];

  send(message: unknown): void {
    const copy = structuredClone(message);
    queueMicrotask(() => {
      if (this.other === null) return;
      for (const listener of this.other.#onMessage) listener(copy);
    });
  }

  onMessage(listener: (message: unknown) => void): void {
    this.#onMessage.push(listener);
  }

  onClose(listener: () => void): void {
    this.#onClose.push(listener);
  }

  close(): void {
    const { other } = this;
    if (other === null) return;
    this.other = null;
    other.other = null;
    for (const end of [this, other]) for (const listener of end.#onClose) listener();
  }
}
